/// What Google allows, in units a minute: a call is one, a patch three (Calendar API guide, *Manage quotas*; facts 3.3).
package struct QuotaLimits: Hashable, Sendable {
  package var perAccount: Int
  package var perProject: Int

  package init(perAccount: Int = 600, perProject: Int = 10_000) {
    self.perAccount = perAccount
    self.perProject = perProject
  }
}
