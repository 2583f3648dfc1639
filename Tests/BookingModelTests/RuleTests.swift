import Testing

/// Each rule of the protocol is needed: without it the exploration finds what goes wrong, by a shortest way.
@Suite struct `Without its rules the protocol breaks` {
  struct Break: Sendable, CustomTestStringConvertible {
    let rule: String
    let rules: Rules
    let scenario: Scenario
    let flaw: Flaw

    init(_ rule: String, _ rules: Rules, _ scenario: Scenario, _ flaw: Flaw) {
      self.rule = rule
      self.rules = rules
      self.scenario = scenario
      self.flaw = flaw
    }

    var testDescription: String { "\(rule): \(flaw)" }
  }

  static let ofBookings = [
    Break("R1, one exclusive claim before any write", .claims, .sharedRoom, .bothBooked),
    Break("R2, one id for an attempt", .oneID, .oneCaller, .twoEvents),
    Break("R3, the own event as a witness", .witness, .oneCaller, .ownerWasFirst),
    Break("R4, the epoch compared", .epoch, .oneCaller, .orphan),
    Break("R4, state and epoch compared", [.epoch, .state], .oneCaller, .lost),
    Break("R5, withdrawing is final", .withdrawingIsFinal, .oneCaller, .lost),
    Break("R6, burn before release", .burn, .oneCaller, .orphan),
    Break("R7, delete before release", .deleteFirst, .oneCaller, .orphan),
    Break("R8, no invitations before the confirmation", .invitesLate, .oneCaller, .invitedInVain),
    Break("the call's end compared", .hearsTheEnd, .hangUp, .silent),
  ]

  static let ofMoves = [
    Break("the call's end compared, of a move", .hearsTheEnd, .moveHangUp, .silent),
    Break("If-Match", .ifMatch, .wayward, .ownerOverwritten),
    Break("If-Match", .ifMatch, .move, .disagrees),
    Break("a higher revision for each writing", .revisions, .contestedMove, .disagrees),
    Break("the old time held until the event has left", .oldTimeHeld, .move, .bothBooked),
    Break("the fence: state and epoch compared", [.epoch, .state], .wayward, .toldNotMovedButMoved),
    Break("reverting is final", .revertingIsFinal, .moveElsewhere, .lost),
    Break("what does not fit the revision is the owner's", .ownWriting, .wayward, .ownerOverwritten),
    Break("an edit is marked before it is followed", .marksEdits, .wayward, .disagrees),
    Break("edits are noticed at rest only", .noticesAtRest, .wayward, .disagrees),
    Break("an invitation waits for the end of a move", .invitationsWait, .moveAndCancel, .guestsForgotten),
  ]

  @Test(arguments: ofBookings) func `a new booking does`(broken: Break) throws { try find(broken) }

  @Test(arguments: ofMoves) func `a move does`(broken: Break) throws { try find(broken) }

  private func find(_ broken: Break) throws {
    let exploration = Exploration(broken.scenario.without(broken.rules), until: broken.flaw)
    let finding = try #require(exploration.findings.first { $0.flaw == broken.flaw })
    print("without \(broken.rule), after \(exploration.states.count) states: \(finding)")
    #expect(!finding.steps.isEmpty)
  }
}
