import Foundation

/// A TCP port on 127.0.0.1 that nobody uses, kept until it is freed for the server that gets it.
struct FreePort {
  let number: Int
  private let socket: Int32

  init() throws {
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let socket = Foundation.socket(AF_INET, kind, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
      }
    }
    guard isBound else { throw ProgramFailure("There is no port to be had on 127.0.0.1.") }
    self.socket = socket
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  func free() { close(socket) }
}
