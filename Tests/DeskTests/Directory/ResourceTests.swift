import Desk
import Testing

@Suite struct Resources {
  @Test(arguments: [
    ("maria@example.com", "primary", "maria@example.com", "primary", true),
    ("maria@example.com", "primary", "robot@project.example", "Maria@Example.com", true),
    ("a@example.com", "rooms@group.example", "b@example.com", "rooms@group.example", true),
    ("a@example.com", "primary", "b@example.com", "primary", false),
    ("a@example.com", "primary", "a@example.com", "rooms@group.example", false),
  ]) func `one calendar is one resource, through whichever account it is reached`(
    _ account: String, _ calendar: String, _ otherAccount: String, _ otherCalendar: String, _ isSame: Bool
  ) {
    let one = ResourceID(CalendarReference(account: AccountID(account), calendar: CalendarID(calendar)))
    let other = ResourceID(CalendarReference(account: AccountID(otherAccount), calendar: CalendarID(otherCalendar)))
    #expect((one == other) == isSame)
  }
}
