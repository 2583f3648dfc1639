import NIOCore

/// One HTTP/1.1 response with a `Content-Length`, read just as far as a measurement needs.
struct LoadAnswer {
  let status: Int
  let body: ByteBuffer

  /// Takes a response from the buffer; `nil`, and nothing is taken, while it is not whole.
  init?(taking buffer: inout ByteBuffer) throws {
    guard let end = Self.endOfHead(buffer) else { return nil }
    let head = String(decoding: buffer.readableBytesView.prefix(end), as: UTF8.self)
    let lines = head.split(separator: "\r\n")
    guard let first = lines.first?.split(separator: " "), first.count >= 2, let status = Int(first[1]) else {
      throw BenchFailure("no status line: \(head.prefix(80))")
    }
    let length = lines.dropFirst().first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
    guard let length else { throw BenchFailure("an answer without Content-Length: \(head.prefix(300))") }
    guard buffer.readableBytes >= end + length else { return nil }
    buffer.moveReaderIndex(forwardBy: end)
    guard let body = buffer.readSlice(length: length) else { return nil }
    self.status = status
    self.body = body
  }

  /// How many bytes the head has, the empty line included.
  private static func endOfHead(_ buffer: ByteBuffer) -> Int? {
    let view = buffer.readableBytesView
    var matched = 0
    for (offset, byte) in view.enumerated() {
      switch (matched, byte) {
      case (0, 13), (2, 13): matched += 1
      case (1, 10), (3, 10): matched += 1
      default: matched = byte == 13 ? 1 : 0
      }
      if matched == 4 { return offset + 1 }
    }
    return nil
  }
}

extension ByteBuffer {
  /// Whether the text stands somewhere in the readable bytes.
  func holds(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return withUnsafeReadableBytes { bytes in
      guard let first = wanted.first, bytes.count >= wanted.count else { return false }
      for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
        if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
      }
      return false
    }
  }
}
