import Foundation
import NIOCore

extension ServerSettings {
  /// A sentence that names the setting where the server cannot listen as they say; any other error as it is.
  func explaining(_ error: any Error) -> any Error {
    switch error {
    case is SocketAddressError.UnknownHost:
      CommandFailure(
        "FRONTDESK_HOST (“\(host)”) is no address that is known here: write an IP address such as 127.0.0.1.")
    case let failure as IOError where failure.errnoCode == EADDRINUSE:
      CommandFailure("Port \(port) is taken by another program: set FRONTDESK_PORT to another, or end that program.")
    case let failure as IOError where failure.errnoCode == EADDRNOTAVAIL:
      CommandFailure(
        "FRONTDESK_HOST (“\(host)”) is no address of this machine: write one of its own, or 0.0.0.0 for all.")
    case let failure as IOError where failure.errnoCode == EACCES:
      CommandFailure("This user may not listen on port \(port): set FRONTDESK_PORT to one from 1024 up.")
    default: error
    }
  }
}
