extension JSONValue {
  /// The value as JSON over several lines, two spaces a level: for a person to read or to paste.
  package var page: String {
    var page = ""
    writePage(into: &page, indent: "")
    return page
  }

  private func writePage(into page: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .array(let values) where !values.isEmpty:
      page += "[\n"
      for (index, value) in values.enumerated() {
        page += index > 0 ? ",\n" + inner : inner
        value.writePage(into: &page, indent: inner)
      }
      page += "\n" + indent + "]"
    case .object(let members) where !members.isEmpty:
      page += "{\n"
      for (index, member) in members.enumerated() {
        page += index > 0 ? ",\n" + inner : inner
        page += JSONValue.string(member.name).text + ": "
        member.value.writePage(into: &page, indent: inner)
      }
      page += "\n" + indent + "}"
    default: write(into: &page)
    }
  }
}
