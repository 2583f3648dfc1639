import Testing

@testable import FrontdeskServer

@Suite struct SenderTests {
  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8::1", "2001:db8:0:0::/64"),
    ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("", ""),
  ]) func `one sender is an address, or the network that one sender has`(address: String, name: String) {
    #expect(Sender(ipAddress: address).name == name)
  }
}
