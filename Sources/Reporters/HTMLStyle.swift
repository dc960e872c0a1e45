/// How the HTML report looks; colours have a contrast of at least 4.5 to 1 in light and dark.
enum HTMLStyle {
  static let text = """

    :root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --line: #d0d4d9; --faint: #57606a; --tint: #f4f6f8;
      --good: #17652f; --bad: #b01722; --warn: #7a4b00; --link: #0b57a4 }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e4e7ea; --paper: #14171a; --line: #3a4149; --faint: #9aa4ae; --tint: #1e2328;
        --good: #6fd08c; --bad: #ff9492; --warn: #e5b567; --link: #7db8f5 } }
    * { box-sizing: border-box }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
    main { max-width: 76rem; margin: 0 auto; padding: 1rem }
    h1 { font-size: 1.6rem; margin: .5rem 0 } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem }
    h3 { font-size: 1rem; margin: 1rem 0 .3rem }
    a { color: var(--link) } .faint { color: var(--faint) } footer { margin-top: 2rem }
    summary { cursor: pointer } summary h2 { display: inline }
    details[id] { border-top: 1px solid var(--line); padding: .8rem 0 }
    .scroll { overflow-x: auto; margin: .6rem 0 }
    table { border-collapse: collapse; width: 100%; font-size: .92rem }
    caption { text-align: left; color: var(--faint); padding: .2rem 0 }
    th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
      overflow-wrap: break-word; max-width: 40rem }
    thead th { background: var(--tint) }
    code, pre { font: .88em ui-monospace, monospace; overflow-wrap: anywhere }
    pre { background: var(--tint); padding: .6rem; overflow-x: auto }
    .badge { font-size: .85em; font-weight: 700; white-space: nowrap }
    .passed { color: var(--good) } .failed, .cannotJudge { color: var(--bad) } .warned { color: var(--warn) }
    .notApplicable { color: var(--faint) }
    .bars { width: 100%; max-width: 40rem; height: auto; fill: var(--link) }
    .bar { display: block; width: 100%; min-width: 8rem; max-width: 24rem; height: .9rem; background: var(--tint) }
    .tree { width: 100%; height: auto } .tree rect { stroke: var(--paper); stroke-width: 8; fill: var(--bad) }
    .tree .more { fill-opacity: .65 } .tree .some { fill-opacity: .4 } .tree .few { fill-opacity: .2 }
    .graph { display: block; min-width: 45rem; max-width: 56rem } .graph path { fill: none; stroke: var(--faint) }
    .graph text { font: 14px ui-monospace, monospace; fill: var(--ink) }
    .good { fill: var(--good) } .bad, .critical { fill: var(--bad) } .link, .low { fill: var(--link) }
    .high { fill: var(--bad); fill-opacity: .6 } .medium { fill: var(--warn) } .info, .unrated { fill: var(--faint) }
    .mark { fill: var(--ink) }
    [hidden] { display: none !important }
    #filter { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: .5rem 0;
      border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center }
    input { font: inherit; color: inherit; background: var(--paper); accent-color: var(--link) }
    [type=search] { border: 1px solid var(--faint); border-radius: .2rem; padding: .2rem .4rem; max-width: 100% }
    details[id] { scroll-margin-top: 4rem }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
    @media (max-width: 40rem) {
      #filter { position: static } details[id] { scroll-margin-top: 0 }
      table, caption, tbody, tr { display: block } thead { display: none }
      tr { padding: .4rem 0; border-bottom: 1px solid var(--line) }
      td { display: inline-block; max-width: 100%; padding: .1rem .8rem .1rem 0; border: 0 }
      td:empty { display: none } td[data-is]::before { content: attr(data-is) ": "; color: var(--faint) } }
    @media print { #filter { display: none } :root { --ink: #000; --paper: #fff } .scroll { overflow: visible } tr { break-inside: avoid } }

    """
}
