enum VapiPlaceholder {}
