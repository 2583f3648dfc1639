import Desk
import Scheduling
import Testing

@Suite struct `Slot handles` {
  let handles: SlotHandles
  let start: Instant

  init() throws {
    handles = SlotHandles(desk: try .clinic())
    start = try .at("2026-11-25T14:30:00-05:00")
  }

  @Test func `a handle has eight characters and a check character, and says what it was made of`() throws {
    let handle = try #require(
      handles.handle(start: start, offering: OfferingKey("consultation"), host: HostKey("kim")))
    #expect(handle.text.count == 9)
    let read = try #require(handles.read(handle.text))
    #expect(read.start == start)
    #expect(read.offering == OfferingKey("consultation"))
    #expect(read.host == HostKey("kim"))
  }

  @Test func `any process reads the same`() throws {
    let handle = try #require(
      handles.handle(start: start, offering: OfferingKey("consultation"), host: HostKey("kim")))
    #expect(SlotHandles(desk: try .clinic()).read(handle.text)?.start == start)
  }

  @Test func `case, blanks, hyphens and look-alikes are read as they are meant`() throws {
    let text = try #require(
      handles.handle(start: start, offering: OfferingKey("consultation"), host: HostKey("kim"))
    ).text
    let spaced = text.lowercased().map(String.init).joined(separator: "-")
    #expect(handles.read(spaced)?.start == start)
    #expect(handles.read(text.replacing("1", with: "l").replacing("0", with: "o"))?.start == start)
  }

  @Test func `no single wrong character passes`() throws {
    let text = Array(
      try #require(handles.handle(start: start, offering: OfferingKey("consultation"), host: HostKey("kim"))).text)
    for index in text.indices {
      for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != text[index] {
        var wrong = text
        wrong[index] = other
        #expect(handles.read(String(wrong)) == nil)
      }
    }
  }

  @Test func `another desk's handle is not ours`() throws {
    let other = SlotHandles(desk: try .clinic(key: "other"))
    let handle = try #require(other.handle(start: start, offering: OfferingKey("consultation"), host: HostKey("kim")))
    #expect(handles.read(handle.text) == nil)
  }

  @Test(arguments: ["", "K7", "ZZZZZZZZZ", "????", "0000000000", "eight characters and more"])
  func `what is no handle is not read`(text: String) {
    #expect(handles.read(text) == nil)
  }

  @Test func `every minute until 2087 comes back`() throws {
    for minutes in stride(from: 0, to: 1 << 25, by: 99_991) {
      let start = Instant(seconds: 1_704_067_200 + Int64(minutes) * 60)
      let handle = try #require(
        handles.handle(start: start, offering: OfferingKey("consultation"), host: HostKey("kim")))
      #expect(handles.read(handle.text)?.start == start)
    }
  }
}
