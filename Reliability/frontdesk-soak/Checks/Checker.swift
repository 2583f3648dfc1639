/// Judges a run by its evidence alone: it shares no code with what it judges.
enum Checker {
  /// What can be judged at any time.
  static func duringRun(_ evidence: Evidence) -> [Violation] {
    let casebook = Casebook(evidence)
    return OverlapCheck(casebook: casebook).violations() + PrecedenceCheck(casebook: casebook).violations()
      + RepetitionCheck(casebook: casebook).violations() + CodeCheck(casebook: casebook).violations()
      + KeptTimeCheck(casebook: casebook).violations()
      + AnswerCheck(casebook: casebook).violations()
  }

  /// What holds once the faults have stopped and nothing is under way any more.
  static func atRest(_ evidence: Evidence) -> [Violation] {
    let casebook = Casebook(evidence)
    return StandingCheck(casebook: casebook).violations() + OrphanCheck(casebook: casebook).violations()
      + AnnouncementCheck(casebook: casebook).violations() + NoticeCheck(casebook: casebook).violations()
  }
}
