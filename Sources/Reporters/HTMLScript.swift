/// What the HTML report can do where scripts run: filter and search findings, open what a link leads to, print all of it.
/// Without them it is whole all the same.
enum HTMLScript {
  /// The one script that the page's policy allows, by its SHA-256; a test holds the two together.
  static let digest = "T8yvgFr5Eed55qlbQJEkPvg9ATC4a344dFuOgUZioAw="

  static let text = #"""

    (() => {
      const show = () => document.getElementById(location.hash.slice(1))?.setAttribute("open", "")
      addEventListener("hashchange", show)
      addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(part => { part.open = true }))
      show()
      const bar = document.getElementById("filter"), rows = [...document.querySelectorAll("tr[class]")]
      if (!bar || !rows.length) return
      const search = bar.querySelector("[type=search]"), boxes = [...bar.querySelectorAll("[type=checkbox]")]
      const texts = rows.map(row => row.textContent.toLowerCase())
      const tables = new Set(rows.map(row => row.closest(".scroll")))
      const filter = () => {
        const words = search.value.toLowerCase().split(/\s+/).filter(word => word)
        const levels = new Set(boxes.filter(box => box.checked).map(box => box.value))
        let count = 0
        rows.forEach((row, index) => {
          const shows = levels.has(row.className) && words.every(word => texts[index].includes(word))
          if (row.hidden === shows) row.hidden = !shows
          count += shows
        })
        for (const table of tables) {
          table.hidden = !table.querySelector("tbody tr:not([hidden])")
          if (words.length && !table.hidden) table.closest("details")?.setAttribute("open", "")
        }
        bar.querySelector("output").value = `${count} of ${rows.length} shown`
      }
      let next = 0
      bar.addEventListener("input", () => {
        cancelAnimationFrame(next)
        next = requestAnimationFrame(filter)
      })
      document.addEventListener("keydown", event => {
        if (event.key !== "/" || event.target.tagName === "INPUT") return
        event.preventDefault()
        search.focus()
      })
      bar.hidden = false
      filter()
    })()

    """#
}
