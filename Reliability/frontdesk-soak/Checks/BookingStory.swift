import Scheduling

/// One booking that a caller was told of, from *booked* to its last change.
struct BookingStory: Sendable {
  let code: String
  let made: IntentStory
  /// Moves and cancellations, in the order in which they were asked for.
  let changes: [IntentStory]

  /// A stretch of time in which the caller had reason to count on a place.
  struct Stay: Hashable, Sendable {
    let place: Place
    let service: String
    /// When the caller was told.
    let from: Instant
    /// When the next change was asked for.
    let until: Instant?
  }

  /// Where the booking may be at rest, by what its caller was told; nobody else having touched it.
  struct Fate: Hashable, Sendable {
    var places: Set<Place> = []
    var mayBeGone = false
    var isGone = false
  }

  var service: String { facts?.service ?? made.intent.service }
  var facts: BookingFacts? { made.successes.first?.reply.booking }

  /// The answers that put it somewhere, the first one of each intent.
  var arrivals: [(story: IntentStory, exchange: Exchange, facts: BookingFacts)] {
    ([made] + changes.filter { $0.intent.kind == .move }).compactMap { story in
      guard let (exchange, reply) = story.successes.first, let facts = reply.booking else { return nil }
      return (story, exchange, facts)
    }
  }

  /// The ids of every event of the booking that an answer named.
  var events: Set<String> {
    Set(([made] + changes).flatMap { $0.successes.compactMap { $0.reply.booking?.event } })
  }

  /// The event that the last answer named: what is left of it elsewhere is not the booking any more.
  var currentEvent: String? { arrivals.last?.facts.event }

  var stays: [Stay] {
    arrivals.map { arrival in
      let next = changes.compactMap(\.began).filter { $0 >= arrival.exchange.ended }.min()
      return Stay(place: arrival.facts.place, service: arrival.facts.service, from: arrival.exchange.ended, until: next)
    }
  }

  var fate: Fate {
    var fate = Fate()
    if let facts { fate.places = [facts.place] }
    for change in changes {
      switch change.intent.kind {
      case .move:
        if let place = change.successes.last?.reply.booking?.place {
          fate.places = [place]
        } else if change.mayHaveHappened, let place = change.intent.place {
          fate.places.insert(place)
        }
      case .cancel:
        if change.hasSucceeded { fate.isGone = true } else if change.mayHaveHappened { fate.mayBeGone = true }
      case .book, .other: break
      }
    }
    return fate
  }

  var lastWord: Instant { ([made] + changes).flatMap { $0.exchanges.map(\.ended) }.max() ?? Instant(seconds: 0) }
  var hasLooseEnds: Bool { changes.contains { !$0.hasSucceeded && $0.mayHaveHappened } }
  var lines: [String] { ([made] + changes).flatMap(\.lines) }
}
