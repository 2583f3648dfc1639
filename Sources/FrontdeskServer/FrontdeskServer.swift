enum FrontdeskServerPlaceholder {}
