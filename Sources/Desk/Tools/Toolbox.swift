/// Every tool, by its name.
struct Toolbox: Sendable {
  private let check: CheckAvailability
  private let create: CreateEvent
  private let find: FindEvents
  private let reschedule: RescheduleEvent
  private let cancel: CancelEvent
  private let hold: HoldSlot
  private let message: TakeMessage

  init(bench: Workbench, preparations: Preparations) {
    check = CheckAvailability(openings: bench.openings, door: bench.door, zones: bench.zones)
    create = CreateEvent(bench: bench)
    find = FindEvents(bench: bench)
    reschedule = RescheduleEvent(bench: bench)
    cancel = CancelEvent(bench: bench)
    hold = HoldSlot(bench: bench, preparations: preparations)
    message = TakeMessage(bench: bench)
  }

  /// - Parameter delivery: to be closed in the transaction that does what was asked for, where there is one.
  func answer(_ request: ToolRequest, _ delivery: DeliveryOffice.Delivery?) async -> Answer {
    switch request.tool {
    case .checkAvailability: await check.answer(request)
    case .createEvent: await create.answer(request, delivery: delivery)
    case .findEvents: await find.answer(request)
    case .rescheduleEvent: await reschedule.answer(request, delivery: delivery)
    case .cancelEvent: await cancel.answer(request, delivery: delivery)
    case .holdSlot: await hold.answer(request)
    case .takeMessage: await message.answer(request, delivery: delivery)
    }
  }
}
