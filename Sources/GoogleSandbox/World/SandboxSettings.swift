/// Behaviour of Google's that is doubtful or rare, switched one by one (`PUT /sandbox/settings`).
///
/// Members that a request leaves out keep their value, `null` brings the default back.
package struct SandboxSettings: Codable, Sendable, Equatable {
  /// Lists and free/busy show the state of this many milliseconds ago, by the sandbox's clock.
  package var listLagMs = 0
  /// Lists and free/busy leave out the last changes of a calendar, so many of them, 64 at most.
  package var listLagEvents = 0
  /// Ids of events that lists and free/busy never show.
  package var unlisted: [String] = []
  /// The most rows a page holds, whatever `maxResults` says.
  package var pageSize: Int?
  /// This many empty pages, each with a `nextPageToken`, come before every page of events.
  package var emptyPages = 0
  /// An insert under a taken id is answered 200 and overwrites, as Google reserves the right to.
  package var duplicatesUnnoticed = false
  /// Units a minute and user before 403 `rateLimitExceeded`; a patch costs 3, everything else 1.
  package var quota: Int?
  /// Publishing status "Testing": refresh tokens end after seven days and the token answer says so.
  package var testingMode = false
  package var accessTokenSeconds = 3599
  /// `status: confirmed` brings a deleted event back instead of being refused with 403.
  package var undelete = false
  /// Deleted events show only id, status and etag.
  package var bareTombstones = false
  /// freeBusy merges overlapping periods and clips them to the window.
  package var mergesBusy = false
  /// An event that the calendar's owner has declined still counts as busy in freeBusy.
  package var declinedIsBusy = false
  /// Several `privateExtendedProperty` constraints: any of them suffices instead of all.
  package var anyPropertySuffices = false
  /// A change of time raises `sequence`.
  package var sequenceBumps = true
  /// A change that changes nothing leaves the ETag alone, as was seen on calendars.
  package var quietNoChange = false
  /// Rows that a free/busy reader sees carry a summary, `busy`.
  package var busyRowsHaveSummary = false

  package init() {}

  enum CodingKeys: String, CodingKey, CaseIterable {
    case listLagMs, listLagEvents, unlisted, quietNoChange, pageSize, emptyPages, duplicatesUnnoticed, quota,
      testingMode, accessTokenSeconds, undelete
    case bareTombstones, mergesBusy, declinedIsBusy, anyPropertySuffices, sequenceBumps, busyRowsHaveSummary
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, _ fallback: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? fallback
    }
    listLagMs = try value(.listLagMs, listLagMs)
    listLagEvents = try value(.listLagEvents, listLagEvents)
    unlisted = try value(.unlisted, unlisted)
    quietNoChange = try value(.quietNoChange, quietNoChange)
    pageSize = try values.decodeIfPresent(Int.self, forKey: .pageSize)
    emptyPages = try value(.emptyPages, emptyPages)
    duplicatesUnnoticed = try value(.duplicatesUnnoticed, duplicatesUnnoticed)
    quota = try values.decodeIfPresent(Int.self, forKey: .quota)
    testingMode = try value(.testingMode, testingMode)
    accessTokenSeconds = try value(.accessTokenSeconds, accessTokenSeconds)
    undelete = try value(.undelete, undelete)
    bareTombstones = try value(.bareTombstones, bareTombstones)
    mergesBusy = try value(.mergesBusy, mergesBusy)
    declinedIsBusy = try value(.declinedIsBusy, declinedIsBusy)
    anyPropertySuffices = try value(.anyPropertySuffices, anyPropertySuffices)
    sequenceBumps = try value(.sequenceBumps, sequenceBumps)
    busyRowsHaveSummary = try value(.busyRowsHaveSummary, busyRowsHaveSummary)
  }
}
