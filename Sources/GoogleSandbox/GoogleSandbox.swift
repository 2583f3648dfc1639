enum GoogleSandboxPlaceholder {}
