import Testing

@testable import FrontdeskCommands

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://desk.example.com", "https://desk.example.com", false, ""),
    ("https://desk.example.com/", "https://desk.example.com", false, ""),
    ("HTTPS://desk.example.com/a/b/", "HTTPS://desk.example.com/a/b", false, "/a/b"),
    ("http://localhost:8080", "http://localhost:8080", true, ""),
    ("http://LOCALHOST:8080/x", "http://LOCALHOST:8080/x", true, "/x"),
    ("https://app.localhost:8080/x", "https://app.localhost:8080/x", false, "/x"),
    ("http://127.3.2.1", "http://127.3.2.1", true, ""),
    ("http://[::1]:80/", "http://[::1]:80", true, ""),
    ("https://localhost", "https://localhost", true, ""),
  ])
  func `an address is https, or http on this machine`(
    _ written: String, _ text: String, _ isLoopback: Bool, _ path: String
  ) throws {
    let address = try WebAddress(written)
    #expect(address.text == text)
    #expect(address.isLoopback == isLoopback)
    #expect(address.path == path)
  }

  @Test(arguments: [
    "http://desk.example.com", "http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://0.0.0.0",
    "http://app.localhost:8080/x", "http://localhost.", "http://127.0.0.+1", "http://[::2]",
    "http://127.0.0", "http://127.0.0.256", "http://10.0.0.1", "ftp://localhost", "//localhost", "localhost:8080", "",
    "https://", "https://user@desk.example.com", "https://u:p@localhost", "https://desk.example.com/?a=b",
    "https://desk.example.com/#a", "https://desk example.com", "javascript:alert(1)", "https:desk",
  ])
  func `anything else is refused`(_ written: String) {
    #expect(throws: Misfit.self) { try WebAddress(written) }
  }

  @Test(arguments: [
    ("https://Desk.Example.com:8443/a", "desk.example.com"), ("http://LOCALHOST:8080", "localhost"),
    ("http://127.0.0.1/desk.example.com", "127.0.0.1"),
  ])
  func `its host is without its port and in lower case`(_ written: String, _ host: String) throws {
    #expect(try WebAddress(written).appending(path: "/b").host == host)
  }

  @Test func `a path is added below the one there is`() throws {
    let address = try WebAddress("https://desk.example.com/a/").appending(path: "/b")
    #expect(address.text == "https://desk.example.com/a/b")
    #expect(address.path == "/a/b")
  }
}
