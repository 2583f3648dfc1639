enum DeskFilePlaceholder {}
