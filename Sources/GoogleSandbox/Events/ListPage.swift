/// Where a row stands in a list. A page goes on after the last key shown, so that rows that come or go meanwhile
/// neither repeat nor hide others.
struct ListKey: Comparable {
  var major: Int64
  var minor: Int64
  var id: String

  static func < (left: ListKey, right: ListKey) -> Bool {
    (left.major, left.minor, left.id) < (right.major, right.minor, right.id)
  }
}

/// One page of a list.
struct ListPage {
  var range: Range<Int>
  var next: String?

  /// - Parameter emptyPages: so many pages without a row come before each page with rows.
  init(_ keys: [ListKey], _ question: ListQuestion, emptyPages: Int) {
    let token = question.pageToken.flatMap { PageToken($0) }
    let start = token?.after.flatMap { after in keys.firstIndex { $0 > after } ?? keys.count } ?? 0
    let emptyDone = token?.emptyDone ?? 0
    if emptyDone < emptyPages {
      range = start..<start
      next = PageToken(after: token?.after, emptyDone: emptyDone + 1, fingerprint: question.fingerprint).text
      return
    }
    let end = min(keys.count, start + question.pageSize)
    range = start..<end
    next =
      end < keys.count
      ? PageToken(after: keys[end - 1], emptyDone: 0, fingerprint: question.fingerprint).text : nil
  }
}

/// What a page token says, opaque to the caller.
struct PageToken {
  var after: ListKey?
  var emptyDone: Int
  var fingerprint: Int

  init(after: ListKey?, emptyDone: Int, fingerprint: Int) {
    self.after = after
    self.emptyDone = emptyDone
    self.fingerprint = fingerprint
  }

  init?(_ text: String) {
    guard let bytes = Base64URL.decode(text), let json = JSON(parsing: bytes), let emptyDone = json["e"]?.int,
      let fingerprint = json["f"]?.int
    else { return nil }
    self.emptyDone = emptyDone
    self.fingerprint = fingerprint
    if let major = json["a"]?.int, let minor = json["b"]?.int, let id = json["i"]?.string {
      after = ListKey(major: Int64(major), minor: Int64(minor), id: id)
    }
  }

  var text: String {
    var json: JSON = ["e": .int(emptyDone), "f": .int(fingerprint)]
    if let after {
      json["a"] = .int(Int(after.major))
      json["b"] = .int(Int(after.minor))
      json["i"] = .string(after.id)
    }
    return Base64URL.encode(json.bytes)
  }
}
