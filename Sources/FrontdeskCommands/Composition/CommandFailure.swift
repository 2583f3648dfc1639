import AsyncHTTPClient
import Desk
import Foundation
import NIOCore

/// Ends a command with one sentence for the person who called it.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension CommandFailure {
  /// The same error, or a sentence in place of one that speaks to programmers.
  static func explaining(_ error: any Error) -> any Error {
    switch error {
    case let failure as LedgerFailure: CommandFailure(sentence(of: failure))
    case let failure as IOError where failure.errnoCode == EADDRINUSE:
      CommandFailure("The address is taken by another program: choose another port, or end that program.")
    case let failure as IOError where failure.errnoCode == EADDRNOTAVAIL:
      CommandFailure("This machine does not have the address that it is to listen on.")
    case let failure as HTTPClientError: CommandFailure("A request failed: \(failure.shortDescription).")
    default: error
    }
  }

  static func sentence(of failure: LedgerFailure) -> String {
    switch failure {
    case .busy: "The database is being written by another process: try again."
    case .unavailable(let sentence): sentence
    case .unknown(let reason): "It is not known whether the change was stored: \(reason)"
    case .closed(let reason): "The ledger takes no bookings: \(ClosureWording.explained(reason))"
    case .corrupt(let reason): "The database cannot be read: \(reason)."
    case .lost(let sentence): sentence
    }
  }

  /// Why nobody answered at an address.
  static func noAnswer(from url: String, _ error: any Error) -> CommandFailure {
    let reason =
      switch error {
      case let failure as HTTPClientError: failure.shortDescription
      case let failure as IOError where failure.errnoCode == ECONNREFUSED: "nothing listens there"
      default: "no connection"
      }
    return CommandFailure("\(url) does not answer: \(reason).")
  }
}
