import Hummingbird

/// What travels with one request through Hummingbird.
struct DeskRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let record = RequestRecord()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
  }
}
