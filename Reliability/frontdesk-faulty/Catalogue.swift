/// What can be asked for, as text.
enum Catalogue {
  static var text: String {
    let steps = Step.allCases.map { "  \($0.rawValue)" }.joined(separator: "\n")
    let kinds = FailpointRule.Action.descriptions.map { "  \($0.form): \($0.meaning)" }.joined(separator: "\n")
    let mistakes = Mistake.allCases.map { "  \($0.rawValue): \($0.meaning)" }.joined(separator: "\n")
    return """
      FRONTDESK_FAILPOINTS=RULE;RULE;…   RULE is STEP:WHEN=ACTION, with #N after it for the N-th time only, %P for P in
      a hundred times. WHEN is before or after. Each process counts for itself. A rule that strikes says so on standard
      error: “failpoint STEP:WHEN ACTION”. Example: advance.confirmed:after=kill#1;look:before=sleep500%10
      FRONTDESK_FAULT_SEED=N   what chance begins with (default: 1)

      Steps (advance stands for every advance.…):
      \(steps)

      Actions:
      \(kinds)

      FRONTDESK_BUGS=NAME,NAME,…   mistakes that the soak must find:
      \(mistakes)
      """
  }
}
