import Hummingbird
import NIOCore

/// What travels with one request through Hummingbird.
struct DeskRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let record = RequestRecord()
  let sender: Sender

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    sender = Sender(source.channel.remoteAddress)
  }
}
