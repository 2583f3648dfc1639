/// The pages of the authorization endpoint, as plain as they can be.
enum ConsentPage {
  static func form(_ request: ConsentRequest, original: Pairs, accounts: [Account]) -> String {
    let hidden = original.items.map { item in
      "<input type=\"hidden\" name=\"\(escape(item.name))\" value=\"\(escape(item.value))\">"
    }
    let people = accounts.enumerated().map { index, account in
      let isChosen =
        account.email == request.loginHint || account.subject == request.loginHint
        || (request.loginHint == nil && index == 0)
      return "<label><input type=\"radio\" name=\"sandbox_account\" value=\"\(escape(account.email))\""
        + "\(isChosen ? " checked" : "")> \(escape(account.email))</label><br>"
    }
    let optional = request.scopes.filter { !Scopes.signIn.contains($0) }
    let ticks = request.scopes.map { scope in
      // As on the real page, a single scope beside signing in is taken or left with the button.
      if optional.count > 1, optional.contains(scope) {
        return "<label><input type=\"checkbox\" name=\"granted_scope\" value=\"\(escape(scope))\" checked> "
          + "\(escape(scope))</label><br>"
      }
      return "<input type=\"hidden\" name=\"granted_scope\" value=\"\(escape(scope))\">\(escape(scope))<br>"
    }
    return page(
      "Sign in (sandbox)",
      """
      <h1>\(escape(request.client.id)) wants access to your account</h1>
      <form method="post" action="/o/oauth2/v2/auth">
      \(hidden.joined(separator: "\n"))
      <fieldset><legend>Account</legend>
      \(people.isEmpty ? "There is no account yet: POST /sandbox/accounts makes one." : people.joined(separator: "\n"))
      </fieldset>
      <fieldset><legend>What it may do</legend>
      \(ticks.joined(separator: "\n"))
      </fieldset>
      <button name="sandbox_decide" value="allow">Allow</button>
      <button name="sandbox_decide" value="deny">Deny</button>
      </form>
      """)
  }

  static func failure(_ mistake: ConsentRequest.Mistake) -> String {
    page(
      "Error \(mistake.status): \(mistake.code)",
      """
      <h1>Access blocked: authorization error</h1>
      <p>\(escape(mistake.hint))</p>
      <p>Error \(mistake.status): \(escape(mistake.code))</p>
      """)
  }

  private static func page(_ title: String, _ body: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>\(escape(title))</title></head>
    <body>
    \(body)
    </body></html>
    """
  }

  static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
