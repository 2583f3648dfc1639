import Synchronization

extension DeliveryOffice {
  /// A delivery that this process answers.
  final class Delivery: Sendable {
    let key: DeliveryKey
    let ticket: DeliveryTicket
    /// What its call still has to hear.
    let owed: [Booking]
    private let stored = Mutex<Answer?>(nil)

    init(key: DeliveryKey, ticket: DeliveryTicket, owed: [Booking]) {
      self.key = key
      self.ticket = ticket
      self.owed = owed
    }

    /// To be stored with what the answer says.
    func closing(with answer: Answer) -> DeliveryClosing {
      DeliveryClosing(delivery: key, ticket: ticket, answer: answer)
    }

    /// The ledger has closed it, with what it says in whatever copy.
    func stands(_ answer: Answer) { stored.withLock { $0 = answer } }

    /// The answer with which it was closed; `nil`: it has yet to be closed.
    var standing: Answer? { stored.withLock(\.self) }
  }
}
