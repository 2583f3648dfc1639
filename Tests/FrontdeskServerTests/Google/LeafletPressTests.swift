import Desk
import Testing

@testable import FrontdeskServer

@Suite struct LeafletPressTests {
  private func page(_ leaflet: Leaflet) throws -> String {
    let press = try LeafletPress(isHTTPS: false, randomness: Randomness { Array(repeating: 0xAB, count: $0) })
    return press.html(leaflet, nonce: "n")
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><svg/onload=1>",
    "{{title}}", "{{{nonce}}}", "<\u{0301}script>", "\"\u{0301} onclick=x", "&lt;b&gt;", "\u{202E}<b>\u{202C}",
  ]) func `what comes from outside is inert everywhere on the page`(text: String) throws {
    let html = try page(
      Leaflet(title: text, paragraphs: [text], items: [text], afterwards: text))
    let plain = try page(Leaflet(title: "t", paragraphs: ["p"], items: ["i"], afterwards: "a"))
    func count(_ sign: Unicode.Scalar, _ text: String) -> Int { text.unicodeScalars.filter { $0 == sign }.count }
    for sign: Unicode.Scalar in ["<", ">", "\"", "'"] { #expect(count(sign, html) == count(sign, plain)) }
    #expect(!html.unicodeScalars.contains("\u{202E}"))
  }

  @Test func `a list is there only when it has something in it`() throws {
    #expect(!(try page(Leaflet(title: "t")).contains("<ul>")))
    let html = try page(Leaflet(title: "t", items: ["one", "two"]))
    #expect(html.contains("<ul>\n<li>one</li>\n<li>two</li>\n</ul>"))
  }
}
