package import Desk

/// What can be put between the program and its ports. The shipped program puts nothing there; a program for tests wires
/// failpoints and seeded mistakes, without any of its own code in the shipped one.
package struct Faults: Sendable {
  /// The ports that can be put between.
  package struct Ports: Sendable {
    package var ledger: any Ledger
    package var calendars: any Calendars

    package init(ledger: any Ledger, calendars: any Calendars) {
      self.ledger = ledger
      self.calendars = calendars
    }
  }

  /// Given the ports that work, returns those that the server uses.
  package let wrap: @Sendable (Ports) -> Ports

  /// The environment's variables that say which faults there are: none of the settings, and no slip of the pen.
  package let variables: Set<String>

  package init(variables: Set<String> = [], _ wrap: @escaping @Sendable (Ports) -> Ports) {
    self.variables = variables
    self.wrap = wrap
  }

  package static let none = Faults { $0 }

  /// What the executable has wired in, for the commands that it runs; argument parsing leaves no way to hand it to them.
  @TaskLocal static var wired = none
}
