import Desk
import Foundation
import Testing
import Vapi

@testable import FrontdeskCommands

@Suite struct SettingsTests {
  private let key = Data(repeating: 7, count: 32).base64EncodedString()
  private let otherKey = Data(repeating: 8, count: 32).base64EncodedString()

  @Test func `without any setting the defaults hold`() throws {
    try withDirectory { directory in
      let settings = try Settings.load(environment: [:], directory: directory)
      #expect(settings.storage.database == .file(directory + "/frontdesk.sqlite"))
      #expect(settings.storage.keys.isEmpty)
      #expect(settings.server.host == "127.0.0.1")
      #expect(settings.server.port == 8080)
      #expect(settings.server.deadline == .milliseconds(2500))
      #expect(settings.server.bookingDeadline == .seconds(6))
      #expect(settings.server.shutdownGrace == .seconds(20))
      #expect("\(settings.server.logLevel)" == "info")
      #expect(settings.server.adminToken == nil)
      #expect(settings.google.client == nil)
      #expect(settings.google.apiURL.text == "https://www.googleapis.com")
      #expect(settings.google.tokenURL.text == "https://oauth2.googleapis.com/token")
      #expect(settings.vapi.apiURL.text == "https://api.vapi.ai")
      #expect(settings.vapi.webhookSecrets.isEmpty)
      #expect(settings.vapi.hmac == nil)
      #expect(settings.zoneDirectory == nil)
      #expect(settings.warnings.isEmpty)
      #expect(settings.redirectURL(port: 9000).text == "http://127.0.0.1:9000/oauth/google/callback")
    }
  }

  @Test func `the environment goes over the env file, and that over the YAML file`() throws {
    let files = [
      ".env": "export FRONTDESK_PORT='8002'\nFRONTDESK_HOST=0.0.0.0\n",
      "frontdesk.yaml": "FRONTDESK_PORT: 8003\nFRONTDESK_HOST: 10.0.0.1\nFRONTDESK_DEADLINE: 1.5\n",
    ]
    try withDirectory(files) { directory in
      let settings = try Settings.load(environment: ["FRONTDESK_PORT": "8001"], directory: directory)
      #expect(settings.server.port == 8001)
      #expect(settings.server.host == "0.0.0.0")
      #expect(settings.server.deadline == .milliseconds(1500))
    }
  }

  @Test func `a blank value is as absent`() throws {
    try withDirectory([".env": "FRONTDESK_PORT=9001\n"]) { directory in
      let settings = try Settings.load(environment: ["FRONTDESK_PORT": " "], directory: directory)
      #expect(settings.server.port == 9001)
    }
  }

  @Test func `the YAML file may be another, and several secrets may be a list in it`() throws {
    try withDirectory(["other.yaml": "VAPI_WEBHOOK_SECRET:\n  - first-of-the-secrets\n  - second-of-the-secrets\n"]) {
      directory in
      let settings = try Settings.load(environment: [:], directory: directory, file: "other.yaml")
      #expect(settings.vapi.webhookSecrets == [Secret("first-of-the-secrets"), Secret("second-of-the-secrets")])
      let absolute = try Settings.load(environment: [:], directory: "/", file: directory + "/other.yaml")
      #expect(absolute.vapi.webhookSecrets.count == 2)
    }
  }

  @Test(
    arguments: [
      ("postgres://me:hunter2@db.example:5433/frontdesk?sslmode=verify-full", "postgres://db.example:5433/frontdesk"),
      ("postgresql://db/frontdesk", "postgresql://db/frontdesk"),
      (
        "postgres://%2Fvar%2Frun%2Fpostgresql/frontdesk?user=me&password=hunter2",
        "postgres:///var/run/postgresql/frontdesk"
      ),
      // What can be read in more than one way is not shown at all.
      ("postgres://me:hunter2/x@db/frontdesk", "the PostgreSQL database"),
      ("postgres://me:12/hunter2@db/frontdesk", "the PostgreSQL database"),
      ("postgres://db/frontdesk?password=hunter2@home", "the PostgreSQL database"),
      ("postgres://me:hunter2@one,two:5433/frontdesk", "postgres://one,two:5433/frontdesk"),
    ])
  func `a PostgreSQL database is shown without what may be its password`(address: String, shown: String) throws {
    let settings = try Settings.read([.database: address, .secretKey: key])
    #expect("\(settings.storage.database)" == shown)
    #expect(settings.found[.database]?.text == nil)
    #expect(settings.storage.obstacle == nil && settings.storage.isThere)
  }

  @Test func `PostgreSQL needs the key to be set`() throws {
    let sentences = try Settings.sentences([.database: "postgres://me:hunter2@db/frontdesk"])
    #expect(sentences.count == 1 && sentences[0].hasPrefix("FRONTDESK_SECRET_KEY is missing"), "\(sentences)")
    #expect(!sentences[0].contains("hunter2"))
  }

  @Test func `everything set is read`() throws {
    let settings = try Settings.read([
      .googleClientID: "id.apps.googleusercontent.com", .googleClientSecret: "client-secret",
      .publicURL: "https://desk.example.com/", .googleAPIURL: "http://127.0.0.1:9090/",
      .googleAuthURL: "http://localhost:9090/o/oauth2/v2/auth", .googleTokenURL: "http://[::1]:9090/token",
      .googleRevokeURL: "http://127.0.0.1:9090/revoke",
      .vapiWebhookSecret: "first-of-the-secrets, second-of-the-secrets",
      .vapiHMACSecret: "YmluYXJ5AHNlY3JldP8=", .vapiHMACSecretBase64: "yes", .vapiHMACHeader: "Svix-Signature",
      .vapiHMACPrefix: "v1,", .vapiHMACAlgorithm: "SHA512", .vapiHMACEncoding: "base64",
      .vapiHMACPayloadFormat: "{svix-id}.{timestamp}.{body}", .vapiHMACTimestampHeader: "svix-timestamp",
      .vapiHMACTolerance: "60", .secretKey: "\(key),\(otherKey)", .bookingDeadline: "6500ms", .logLevel: "debug",
    ])
    #expect(settings.google.client == .init(id: "id.apps.googleusercontent.com", secret: Secret("client-secret")))
    #expect(settings.redirectURL(port: 1).text == "https://desk.example.com/oauth/google/callback")
    #expect(settings.google.apiURL.text == "http://127.0.0.1:9090")
    #expect(settings.vapi.webhookSecrets == [Secret("first-of-the-secrets"), Secret("second-of-the-secrets")])
    let hmac = try #require(settings.vapi.hmac)
    #expect(hmac.secretsAreBase64)
    #expect(hmac.header == "svix-signature")
    #expect(hmac.prefix == "v1,")
    #expect(hmac.algorithm == .sha512)
    #expect(hmac.encoding == .base64)
    #expect(hmac.payloadFormat == "{svix-id}.{timestamp}.{body}")
    #expect(hmac.tolerance == .seconds(60))
    #expect(settings.storage.keys.map(\.bytes.first) == [7, 8])
    #expect(settings.server.bookingDeadline == .milliseconds(6500))
    #expect(settings.warnings.isEmpty)
  }

  @Test(
    arguments: [
      ("none", nil), ("NONE", nil), ("Svix-Timestamp", "svix-timestamp"), (" ", "x-timestamp"),
    ] as [(String, String?)])
  func `a plan may be without a time`(_ text: String, _ header: String?) throws {
    let settings = try Settings.read([.vapiHMACSecret: "a-signing-key", .vapiHMACTimestampHeader: text])
    #expect(try #require(settings.vapi.hmac).timestampHeader == header)
    let plan = try #require(try WebhookSecrets.set(settings.vapi).plan)
    #expect(plan.includesTimestamp == (header != nil))
    #expect(plan.timestampHeader == header ?? "x-timestamp")
  }

  @Test(
    arguments: [
      (
        .port, "70000",
        "FRONTDESK_PORT in the environment is not a port (“70000”); write a whole number from 0 to 65535, such as 8080."
      ),
      (
        .port, "tcp://10.0.0.1:80",
        "FRONTDESK_PORT in the environment was set by Kubernetes for a service that bears this program's name (“tcp://10.0.0.1:80”); write “enableServiceLinks: false” into the pod's specification, or name the service differently."
      ),
      (
        .deadline, "soon",
        "FRONTDESK_DEADLINE in the environment is not a length of time (“soon”); write seconds from 0.1 to 120, such as 2.5, or 2500ms."
      ),
      (
        .deadline, "0",
        "FRONTDESK_DEADLINE in the environment is out of range (“0”); write seconds from 0.1 to 120, such as 2.5, or 2500ms."
      ),
      (
        .publicURL, "http://desk.example.com",
        "FRONTDESK_PUBLIC_URL in the environment does not begin with https:// (“http://desk.example.com”); write an https URL (http is accepted for localhost and 127.0.0.1 only)."
      ),
      (
        .publicURL, "https://me:hunter2@desk.example.com",
        "FRONTDESK_PUBLIC_URL in the environment holds a user name or a password; write a URL such as https://frontdesk.example.com."
      ),
      (
        .googleAPIURL, "www.googleapis.com",
        "GOOGLE_API_URL in the environment is not an absolute URL; write a URL such as https://frontdesk.example.com."
      ),
      (
        .database, "mysql://me:hunter2@db/frontdesk",
        "FRONTDESK_DATABASE in the environment is neither a path nor the address of a PostgreSQL database; write the path of an SQLite file, such as frontdesk.sqlite, or postgres://USER:PASSWORD@HOST/DATABASE."
      ),
      (
        .database, ":memory:",
        "FRONTDESK_DATABASE in the environment is neither a path nor the address of a PostgreSQL database; write the path of an SQLite file, such as frontdesk.sqlite, or postgres://USER:PASSWORD@HOST/DATABASE."
      ),
      (
        .database, "/",
        "FRONTDESK_DATABASE in the environment is a directory; write the path of a file in it, such as frontdesk.sqlite."
      ),
      (
        .secretKey, "hunter2",
        "FRONTDESK_SECRET_KEY in the environment is a text that does not stand for 32 bytes; write 32 random bytes in base64, as “openssl rand -base64 32” prints them."
      ),
      (
        .vapiWebhookSecret, "one,,hunter2",
        "VAPI_WEBHOOK_SECRET in the environment has an empty entry between its commas; write values with one comma between them."
      ),
      (
        .adminToken, "hunter2 hunter2",
        "FRONTDESK_ADMIN_TOKEN in the environment holds blanks or characters outside ASCII; write letters, digits and signs of ASCII."
      ),
      (
        .logLevel, "loud",
        "FRONTDESK_LOG_LEVEL in the environment is not one of the choices (“loud”); write trace, debug, info, notice, warning, error or critical."
      ),
      (
        .vapiHMACAlgorithm, "md5",
        "VAPI_HMAC_ALGORITHM in the environment is not one of the choices (“md5”); write sha256, sha512 or sha1."
      ),
      (
        .vapiHMACPayloadFormat, "{timestamp}",
        "VAPI_HMAC_PAYLOAD_FORMAT in the environment does not hold {body} (“{timestamp}”); write a format such as {timestamp}.{body}."
      ),
      (
        .vapiHMACPayloadFormat, "{time}.{body}",
        "VAPI_HMAC_PAYLOAD_FORMAT in the environment holds a placeholder that Vapi does not have (“{time}.{body}”); write {body}, {timestamp}, {method}, {url} or {svix-id}."
      ),
      (
        .vapiHMACHeader, "x signature",
        "VAPI_HMAC_HEADER in the environment is not a header's name (“x signature”); write a name such as x-signature."
      ),
      (
        .vapiHMACSecretBase64, "maybe",
        "VAPI_HMAC_SECRET_BASE64 in the environment is neither true nor false (“maybe”); write true or false."
      ),
      (
        .host, "http://0.0.0.0",
        "FRONTDESK_HOST in the environment is not an address to listen on (“http://0.0.0.0”); write an IP address such as 127.0.0.1 or 0.0.0.0."
      ),
      (
        .googleServiceAccountFile, "missing.json",
        "GOOGLE_SERVICE_ACCOUNT_FILE in the environment does not exist (“missing.json”); write the path of a file that this user may read."
      ),
      (
        .zoneDirectory, "missing",
        "TZDIR in the environment is not a directory (“missing”); write a directory that holds zone data, such as /usr/share/zoneinfo."
      ),
      (
        .googleClientID, "id",
        "GOOGLE_CLIENT_SECRET is missing, but GOOGLE_CLIENT_ID is set; write the secret that belongs to that client."
      ),
      (
        .googleClientSecret, "hunter2",
        "GOOGLE_CLIENT_ID is missing, but GOOGLE_CLIENT_SECRET is set; write the client's id."
      ),
      (
        .googleServiceAccountSubjects, "a@example.com",
        "GOOGLE_SERVICE_ACCOUNT_FILE is missing, but GOOGLE_SERVICE_ACCOUNT_SUBJECTS is set; write the path of the service account's key."
      ),
    ] as [(SettingName, String, String)])
  func `a wrong setting stops the start with one sentence`(
    _ name: SettingName, _ text: String, _ expected: String
  ) throws {
    #expect(try Settings.sentences([name: text]) == [expected])
  }

  @Test(arguments: [
    ("2.5", 2500), ("2", 2000), ("2s", 2000), ("2500ms", 2500), ("100 ms", 100), (".5", 500), ("120", 120_000),
  ])
  func `a length of time is seconds or milliseconds`(_ text: String, _ milliseconds: Int) throws {
    #expect(try Settings.read([.deadline: text]).server.deadline == .milliseconds(milliseconds))
  }

  @Test(arguments: ["-1", "1e3", "nan", "inf", "0x10", "1.2.3", "2 m", "٣", "s", "99ms", "120.1", "1_0"])
  func `any other length of time is refused`(_ text: String) throws {
    #expect(try Settings.sentences([.deadline: text]).count == 1)
  }

  @Test func `a shutdown may be given no time at all`() throws {
    #expect(try Settings.read([.shutdownGrace: "0"]).server.shutdownGrace == .zero)
  }

  @Test func `a secret is never repeated, whatever is wrong with it`() throws {
    for row in SettingsTable.rows where row.isSecret {
      let sentences = try Settings.sentences([row.name: "hunter2 \u{E9} hunter2"])
      #expect(!sentences.isEmpty || row.name == .vapiHMACSecret)
      #expect(!sentences.contains { $0.contains("hunter2") })
    }
    let encoded = try Settings.sentences([.vapiHMACSecret: "hunter2!", .vapiHMACSecretBase64: "true"])
    #expect(encoded.count == 1)
    #expect(!encoded.contains { $0.contains("hunter2") })
  }

  @Test func `all problems are reported together, whichever file they are in`() throws {
    let files = [".env": "FRONTDESK_HOST=a b\nnonsense\n", "frontdesk.yaml": "FRONTDESK_DEADLINE: never\n"]
    try withDirectory(files) { directory in
      let problems = #expect(throws: SettingsProblems.self) {
        try Settings.load(environment: ["FRONTDESK_PORT": "x"], directory: directory)
      }
      #expect(
        problems?.problems.map(\.sentence).sorted() == [
          ".env, line 2: there is no “=” in it; write NAME=value, or # before a comment.",
          "FRONTDESK_DEADLINE in frontdesk.yaml is not a length of time (“never”); write seconds from 0.1 to 120, such as 2.5, or 2500ms.",
          "FRONTDESK_HOST in .env is not an address to listen on (“a b”); write an IP address such as 127.0.0.1 or 0.0.0.0.",
          "FRONTDESK_PORT in the environment is not a port (“x”); write a whole number from 0 to 65535, such as 8080.",
        ])
    }
  }

  @Test func `a YAML file that cannot be read is named with the place, and not quoted`() throws {
    try withDirectory(["frontdesk.yaml": "FRONTDESK_PORT: 8080\nVAPI_API_KEY: \"hunter2\n"]) { directory in
      let problems = #expect(throws: SettingsProblems.self) {
        try Settings.load(environment: [:], directory: directory)
      }
      #expect(
        problems?.description
          == "frontdesk.yaml, line 3, column 1, cannot be read; write each setting on a line of its own, as in FRONTDESK_PORT: 8080."
      )
    }
  }

  @Test func `a file that --config names must exist`() throws {
    try withDirectory { directory in
      let problems = #expect(throws: SettingsProblems.self) {
        try Settings.load(environment: [:], directory: directory, file: "other.yaml")
      }
      #expect(problems?.description == "There is no file other.yaml; --config must name one.")
    }
  }

  @Test func `a name that nobody knows is warned about with the nearest known one`() throws {
    let files = [
      ".env": "FRONTDESK_DEADLIN=3\nOTHER=1\n", "frontdesk.yaml": "frontdesk:\n  port: 1\n# x: y\nVAPI_API_KY: z\n",
    ]
    try withDirectory(files) { directory in
      let settings = try Settings.load(environment: ["FRONTDESK_PROT": "1", "HOME": "/"], directory: directory)
      #expect(
        settings.warnings == [
          "FRONTDESK_PROT in the environment is not a setting; did you mean FRONTDESK_PORT?",
          "FRONTDESK_DEADLIN in .env is not a setting; did you mean FRONTDESK_DEADLINE?",
          "VAPI_API_KY in frontdesk.yaml is not a setting; did you mean VAPI_API_KEY?",
          "frontdesk in frontdesk.yaml is not a setting.",
        ])
    }
  }

  @Test func `variables of another program are not warned about, and no others are spared`() throws {
    try withDirectory([".env": "FRONTDESK_BUGS=x\n"]) { directory in
      let settings = try Settings.load(
        environment: ["FRONTDESK_BUGS": "x", "FRONTDESK_BUGZ": "y"], directory: directory, foreign: ["FRONTDESK_BUGS"])
      #expect(settings.warnings.count == 2, "\(settings.warnings)")
      #expect(settings.warnings.first?.hasPrefix("FRONTDESK_BUGZ in the environment is not a setting") == true)
      #expect(settings.warnings.last?.hasPrefix("FRONTDESK_BUGS in .env is not a setting") == true)
    }
  }

  @Test(
    arguments: [
      (
        [.vapiWebhookSecret: "short"],
        "VAPI_WEBHOOK_SECRET holds a secret of fewer than 16 characters, which can be guessed."
      ),
      ([.adminToken: "short"], "FRONTDESK_ADMIN_TOKEN has fewer than 16 characters, which can be guessed."),
      ([.vapiHMACPrefix: "v1,"], "VAPI_HMAC_PREFIX has no effect without VAPI_HMAC_SECRET."),
      (
        [.redirectURI: "https://x.example.com/back"],
        "REDIRECT_URI does not end in /oauth/google/callback, where this server awaits the browser; something between must lead there."
      ),
      (
        [
          .googleAPIURL: "http://localhost:1", .googleAuthURL: "http://localhost:1/a",
          .googleRevokeURL: "http://localhost:1/r",
        ],
        "GOOGLE_API_URL and GOOGLE_TOKEN_URL are not both Google's or both this machine's."
      ),
    ] as [([SettingName: String], String)])
  func `what is probably a mistake is warned about`(_ environment: [SettingName: String], _ expected: String) throws {
    #expect(try Settings.read(environment).warnings == [expected])
  }

  @Test func `a format that signs the URL needs the public one`() throws {
    let environment: [SettingName: String] = [.vapiHMACSecret: "k", .vapiHMACPayloadFormat: "{url}{body}"]
    #expect(
      try Settings.sentences(environment) == [
        "FRONTDESK_PUBLIC_URL is missing, but VAPI_HMAC_PAYLOAD_FORMAT signs {url}; write the URL that Vapi calls."
      ])
  }
}

@Suite struct SecretTests {
  @Test func `a secret does not show when printed, interpolated or mirrored`() throws {
    let secret = Secret("hunter2-hunter2")
    let key = try #require(SecretKey(bytes: Array(repeating: 0x41, count: 32)))
    var dumped = ""
    dump([secret], to: &dumped)
    dump([key], to: &dumped)
    for text in ["\(secret)", "\(key)", String(reflecting: secret), String(reflecting: key), dumped, "\([secret])"] {
      #expect(!text.contains("hunter2"))
      #expect(!text.contains("65"))
    }
  }
}

@Suite struct SettingsTableTests {
  @Test func `every setting has one row`() {
    #expect(SettingsTable.rows.map(\.name.rawValue).sorted() == SettingName.allCases.map(\.rawValue).sorted())
  }

  @Test func `the table says what each setting means and what holds without it`() {
    let lines = SettingsTable.markdown.split(separator: "\n")
    #expect(lines.count == SettingName.allCases.count + 2)
    #expect(lines.contains("| `FRONTDESK_PORT` | the port to listen on; 0 takes a free one | `8080` |"))
    #expect(lines.contains { $0.hasPrefix("| `GOOGLE_CLIENT_SECRET` |") && $0.contains("*(secret)*") })
    #expect(lines.allSatisfy { $0.filter { $0 == "|" }.count == 4 })
  }
}
