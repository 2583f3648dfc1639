import Foundation

/// Unpadded base64url, RFC 4648 section 5.
enum Base64URL {
  static func encode(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
    while standard.utf8.count % 4 != 0 { standard.append("=") }
    return Data(base64Encoded: standard).map { [UInt8]($0) }
  }
}
