import ArgumentParser
import Foundation
import Logging

/// What every command that reads settings takes.
struct SettingsOptions: ParsableArguments {
  @Option(help: "A YAML file with settings; the environment and .env come before it.")
  var config: String?

  func settings() throws(SettingsProblems) -> Settings {
    try Settings.load(
      environment: ProcessInfo.processInfo.environment, directory: FileManager.default.currentDirectoryPath,
      file: config, foreign: Faults.wired.variables)
  }

  /// Logs go to standard error, so that what a command prints can be piped.
  func logger(_ settings: Settings) -> Logger {
    var logger = Logger(label: "frontdesk", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = settings.server.logLevel
    return logger
  }

  /// For a command that ends soon: it says itself what matters.
  func quietLogger(_ settings: Settings) -> Logger {
    var logger = logger(settings)
    logger.logLevel = max(settings.server.logLevel, .error)
    return logger
  }
}
