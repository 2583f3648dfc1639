enum ZoneFilesPlaceholder {}
