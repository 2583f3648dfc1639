import Desk
import Logging
import Scheduling

extension TokenKeeper {
  private static let tick = Duration.seconds(30)
  private static let sideBySide = 8

  /// Refreshes in the background what is due, until the task is cancelled; then waits for refreshes under way, which end
  /// by themselves within seconds.
  package func run() async {
    while !Task.isCancelled {
      await catchUp()
      await refreshWhatIsDue()
      do { try await clock.sleep(for: Self.tick) } catch { break }
    }
    await settle()
  }

  /// Reads what other processes have written since.
  func catchUp() async {
    let before = changes
    let stored: [SealedDocument]
    do throws(GrantStore.Trouble) {
      stored = try await store.all()
    } catch {
      logger.warning("The vault does not list Google's grants")
      return
    }
    let found = Dictionary(stored.map { (AccountID($0.id.name), $0) }, uniquingKeysWith: { first, _ in first })
    for account in Set(found.keys).union(holdings.keys).union(renewal.roster.accounts) {
      // What this process itself has stored or removed meanwhile is newer than the list.
      guard changes[account] == before[account] else { continue }
      let sealed = found[account]
      if let version = sealed?.version, holdings[account]?.grant?.version == version {
        holdings[account]?.readAt = clock.uptime()
        continue
      }
      do throws(GrantStore.Trouble) {
        // A refresh may have landed while the list was read.
        if let version = sealed?.version, let held = holdings[account]?.grant?.version, held > version { continue }
        let opened = try sealed.map { sealed throws(GrantStore.Trouble) in try store.open(sealed) }
        hold(renewal.grant(of: account, stored: opened), of: account)
      } catch {
        logger.error(
          "A stored Google grant cannot be opened", metadata: ["connection": "\(account.connectionDigest)"])
      }
    }
  }

  /// The most urgent first, a few side by side.
  private func refreshWhatIsDue() async {
    let now = clock.now()
    let uptime = clock.uptime()
    var due = holdings.compactMap { account, holding -> (account: AccountID, need: RefreshNeed, end: Instant)? in
      guard let need = holding.dueNeed(at: now, uptime: uptime, refused: refused[account]) else { return nil }
      return (account, need, holding.grant?.document.expires ?? now)
    }
    due.sort { ($0.end, $0.account) < ($1.end, $1.account) }
    await withDiscardingTaskGroup { group in
      for lane in 0..<min(Self.sideBySide, due.count) {
        let share = stride(from: lane, to: due.count, by: Self.sideBySide).map { due[$0] }
        group.addTask {
          for item in share where !Task.isCancelled {
            _ = await self.fly(item.account, item.need, by: Deadline(in: .minutes(1), on: self.clock))
          }
        }
      }
    }
  }
}
