/// How the page looks: two columns on a wide screen, one on a telephone, light or dark as the reader likes it.
enum Style {
    static let css = """
        :root { color-scheme: light dark; --page: #f5f4f0; --card: #ffffff; --ink: #1d2429; --soft: #586670;
          --rule: #e2e0d9; --accent: #1f5f8b; --band: #f1eee4; --phone: #2b6c9e; --mail: #cf7f1c; --chat: #287a5f;
          --counter: #7d5aa6; --social: #b9476a; --good: #2f8266; --warn: #c98a15; --bad: #bb4a3d; --open: #a9b4bb;
          --free: #dfe5e4; --away: #c6c2b6; --inside: #ffffff; --customer: #7a5fa3; --supplier: #7d6b45; }
        @media (prefers-color-scheme: dark) { :root { --page: #12171b; --card: #1b2228; --ink: #e7ecef; --soft: #9fadb7;
          --rule: #303a42; --accent: #7cb8e4; --band: #222b32; --phone: #5a9fd4; --mail: #e0a04d; --chat: #55b795;
          --counter: #a988d0; --social: #dd7898; --good: #55b08f; --warn: #dca848; --bad: #e07a6c; --open: #5d6b75;
          --free: #34424a; --away: #4c5156; --inside: #10161a; --customer: #b39ad6; --supplier: #bfa873; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main, header, footer { max-width: 1060px; margin: 0 auto; padding: 0 20px; }
        header { padding-top: 44px; }
        .where { margin: 0; color: var(--soft); font-size: 15px; }
        h1 { margin: 2px 0 18px; font-size: clamp(28px, 5vw, 40px); line-height: 1.15; letter-spacing: -0.02em; }
        h2 { margin: 0 0 4px; font-size: 19px; line-height: 1.3; letter-spacing: -0.005em; }
        h3 { margin: 0; font-size: 16px; line-height: 1.35; }
        p { margin: 0 0 10px; }
        .summary { max-width: 46em; font-size: 18px; }
        .note { color: var(--soft); font-size: 14px; }
        .after { margin: 10px 0; }
        .tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 12px; margin: 26px 0 0; padding: 0; list-style: none; }
        .tiles li { padding: 14px 16px; background: var(--card); border: 1px solid var(--rule); border-radius: 12px; }
        .tiles strong { display: block; font-size: 27px; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em;
          font-variant-numeric: tabular-nums; }
        .tiles span { display: block; color: var(--soft); font-size: 13.5px; line-height: 1.35; }
        main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px; padding-top: 18px; }
        section { grid-column: 1 / -1; padding: 22px 24px; background: var(--card); border: 1px solid var(--rule);
          border-radius: 14px; }
        section.half { grid-column: auto; }
        svg { display: block; width: 100%; height: auto; font: inherit; }
        .wide, .narrow { margin-top: 12px; }
        .narrow { display: none; }
        text { fill: var(--ink); font-size: 13px; font-variant-numeric: tabular-nums; }
        text.tick { fill: var(--soft); font-size: 11.5px; }
        text.value { fill: var(--soft); font-size: 12.5px; }
        text.name { font-size: 13.5px; }
        text.strong { font-weight: 650; }
        text.soft { font-style: italic; }
        text.inside { fill: var(--inside); font-weight: 600; }
        text.on-open, text.on-away { fill: var(--ink); }
        text.on-warn { fill: #1d2429; }
        text.name, text.value { paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
        line.goal { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; }
        line.grid { stroke: var(--rule); stroke-width: 1; }
        line.axis { stroke: var(--soft); stroke-width: 1; }
        line.whisker { stroke: var(--accent); stroke-width: 2; stroke-linecap: round; }
        .point { fill: var(--accent); }
        .rim { fill: var(--card); }
        .band { fill: var(--band); background: var(--band); }
        .phone { fill: var(--phone); background: var(--phone); }
        .mail { fill: var(--mail); background: var(--mail); }
        .chat { fill: var(--chat); background: var(--chat); }
        .counter { fill: var(--counter); background: var(--counter); }
        .social { fill: var(--social); background: var(--social); }
        .text { fill: var(--open); background: var(--open); }
        .good { fill: var(--good); background: var(--good); }
        .warn { fill: var(--warn); background: var(--warn); }
        .bad, .miss { fill: var(--bad); background: var(--bad); }
        .open { fill: var(--open); background: var(--open); }
        .with { fill: var(--phone); background: var(--phone); }
        .writing { fill: var(--mail); background: var(--mail); }
        .free { fill: var(--free); background: var(--free); }
        .away { fill: var(--away); background: var(--away); }
        .queue { fill: var(--social); background: var(--social); }
        .other { fill: var(--chat); background: var(--chat); }
        .supplier { fill: var(--supplier); background: var(--supplier); }
        .customer { fill: var(--customer); background: var(--customer); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; padding: 0; list-style: none;
          color: var(--soft); font-size: 13.5px; }
        .legend li { display: flex; align-items: center; gap: 7px; }
        .key { flex: none; width: 12px; height: 12px; border-radius: 3px; }
        .key.band { outline: 1px solid var(--rule); }
        .key.miss { border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
        .scroll { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-size: 14.5px; font-variant-numeric: tabular-nums; }
        caption { padding-bottom: 6px; text-align: left; color: var(--soft); font-size: 14px; }
        caption span { display: block; max-width: calc(100vw - 64px); }
        th, td { padding: 7px 10px 7px 0; border-bottom: 1px solid var(--rule); text-align: left; font-weight: 400; }
        tr:first-of-type th { color: var(--soft); font-size: 13px; vertical-align: bottom; }
        tr:last-child th, tr:last-child td { border-bottom: 0; }
        .number { padding: 7px 0 7px 14px; text-align: right; white-space: nowrap; }
        details { margin-top: 12px; }
        summary { color: var(--accent); font-size: 14.5px; cursor: pointer; }
        details .scroll { margin-top: 10px; }
        .cards { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 16px; margin-top: 14px; }
        .cards article { padding: 16px 18px; background: var(--page); border-radius: 10px; font-size: 15px; }
        .cards h3 { margin-bottom: 2px; }
        .cards ol { margin: 10px 0 0; padding: 0; list-style: none; }
        .cards li { position: relative; padding: 0 0 10px 18px; line-height: 1.45; overflow-wrap: anywhere; }
        .cards li::before { content: ""; position: absolute; left: 2px; top: 8px; width: 7px; height: 7px;
          border-radius: 50%; background: var(--accent); }
        .cards li:not(:last-child)::after { content: ""; position: absolute; left: 5px; top: 15px; bottom: -8px;
          width: 1px; background: var(--rule); }
        footer { padding-top: 22px; padding-bottom: 48px; color: var(--soft); font-size: 14px; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
        @media (max-width: 860px) {
          .tiles { grid-template-columns: repeat(2, 1fr); }
          .tiles li:first-child { grid-column: 1 / -1; }
          section.half { grid-column: 1 / -1; }
          section.half svg { max-width: 560px; }
          .cards { grid-template-columns: 1fr; }
        }
        @media (max-width: 560px) {
          main, header, footer { padding-left: 14px; padding-right: 14px; }
          header { padding-top: 28px; }
          section { padding: 18px 16px; }
          .wide { display: none; }
          .narrow { display: block; }
          .summary { font-size: 17px; }
          table { font-size: 12.5px; }
          tr:first-of-type th { font-size: 11px; line-height: 1.25; }
          th, td { padding-right: 4px; }
          th.number { padding-left: 4px; white-space: normal; }
          td.number { padding-left: 4px; }
        }
        @media print {
          body { background: #fff; }
          section, .tiles li { break-inside: avoid; }
        }
        """
}
