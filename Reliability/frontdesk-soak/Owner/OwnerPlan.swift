import Scheduling

/// What the owner will do, drawn with the call that it is aimed at.
enum OwnerPlan {
  /// An event of the owner's own over a time that a caller just asks for.
  struct Strike: Sendable {
    /// From the caller's wish: aimed at the gap between the hold and the look.
    let delay: Duration
    let isElsewhere: Bool
    /// Minutes from the wished start, and how long.
    let offset: Int
    let minutes: Int
    /// `nil`: for good.
    let stays: Duration?

    init?(_ weights: OwnerWeights, _ dice: inout Dice) {
      let strikes = dice.comes(weights.strikes)
      delay = dice.pause(weights.delay)
      isElsewhere = dice.comes(weights.elsewhere)
      offset = dice.pick([-15, -10, 0, 0, 5, 15])
      minutes = dice.pick([20, 30, 45])
      let time = dice.pause(weights.stays)
      stays = dice.comes(weights.staysForGood) ? nil : time
      guard strikes else { return nil }
    }
  }

  /// What the owner does with a booking that was told.
  struct Afterwards: Sendable {
    enum Kind: Sendable {
      case overlap(minutes: Int)
      case move(to: Instant)
      case delete
    }

    let kind: Kind
    let delay: Duration

    init?(_ scenario: Scenario, _ town: Town, _ days: Range<Int>, _ dice: inout Dice) {
      let weights = scenario.owner
      delay = dice.pause(0.1...2)
      let chance = dice.fraction()
      let starts = days.flatMap { town.starts(on: $0, of: town.services[0]) }
      let start = dice.pick(starts)
      let minutes = dice.pick([15, 30, 60])
      switch chance {
      case ..<weights.overlaps: kind = .overlap(minutes: minutes)
      case ..<(weights.overlaps + weights.moves): kind = .move(to: start)
      case ..<(weights.overlaps + weights.moves + weights.deletes): kind = .delete
      default: return nil
      }
    }
  }
}
