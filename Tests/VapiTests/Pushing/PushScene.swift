import Desk
import Scheduling
import Testing
import Vapi

/// A desk, an account at Vapi, and pushes from one to the other.
struct PushScene {
  let api: PaperAPI
  let clock = PaperClock()
  var desk: DeskProfile
  var authentication = AssistantAuthentication.credential(id: "credential-1")
  var publicURL = "https://desk.example.com"
  var adopted: String?
  var areaCode: String?
  var pageSize = 100
  var model = "gpt-4.1-mini-2025-04-14"

  init(name: String = "Alder Dental", key: String = "alder", in api: PaperAPI? = nil) throws {
    self.api = try api ?? PaperAPI()
    desk = try Self.desk(name, key)
  }

  static func desk(_ name: String, _ key: String, offerings: Int = 2) throws -> DeskProfile {
    let bare = try Samples.desk(name: name, key: key, offerings: offerings, hosts: 2)
    return DeskProfile(
      key: bare.key, name: bare.name, zone: bare.zone, hours: bare.hours, offerings: bare.offerings, hosts: bare.hosts,
      numbers: [try #require(PhoneNumber("+14155550100"))])
  }

  struct Pushed {
    var steps: [PushStep] = []
    var notes: [String] = []
    var changed: [String] { steps.filter(\.changesSomething).map(\.subject) }
    var lines: [String] { steps.flatMap(\.changes).flatMap(\.lines) }
  }

  private var client: VapiAPI {
    VapiAPI(
      base: "https://api.example", key: PaperAPI.key, exchange: api, clock: clock,
      randomness: Randomness { Array(repeating: 0, count: $0) }, deadline: Deadline(in: .seconds(180), on: clock),
      pageSize: pageSize)
  }

  private var pushing: AssistantPush {
    let settings = AssistantSettings(publicURL: publicURL, authentication: authentication, model: model)
    return AssistantPush(
      api: client, design: AssistantDesign(desk: desk, settings: settings), adopting: adopted, areaCode: areaCode)
  }

  @discardableResult func push() async throws(VapiFailure) -> Pushed {
    var pushed = Pushed()
    pushed.notes = try await pushing.run { pushed.steps.append($0) }
    return pushed
  }

  func rehearse() async throws(VapiFailure) -> Pushed {
    var pushed = Pushed()
    pushed.notes = try await pushing.rehearse { pushed.steps.append($0) }
    return pushed
  }

  func assistant() throws -> JSONValue { try #require(api.objects(.assistant).first) }

  func tool(_ name: String) throws -> JSONValue {
    try #require(api.objects(.tool).first { $0["function"]?["name"]?.string == name })
  }

  func edit(_ collection: VapiCollection, _ object: JSONValue, _ name: String, _ value: JSONValue) {
    api.edit(collection, object["id"]?.string ?? "") { PaperAPI.set($0, name, value) }
  }
}
