--[[
House style of the reports, for every renderer: it gives the house blocks of the Markdown their form
in each format. HTML keeps the classes (report.css draws them); Word gets the named styles of
reference.docx; Typst gets the functions that report.typ defines. Nothing is numbered here.
]]

local is_html = FORMAT:match("html") ~= nil
local is_docx = FORMAT:match("docx") ~= nil or FORMAT:match("openxml") ~= nil
local is_typst = FORMAT:match("typst") ~= nil

-- Word styles of the blocks and of the words within them (see make_reference.py)
local BLOCK_STYLES = {
  essential = "Essentiel", answer = "Réponse", finding = "Constat", conclusion = "Conclusion",
  recommendation = "Recommandation", boxed = "Encadré", quote = "Verbatim", notes = "Lecture Champ Source",
  sources = "Sources du constat",
}
local SPAN_STYLES = {
  number = "Repère", badge = "Force de la preuve", subtitle = "Sous-titre de légende",
  speaker = "Locuteur",
}
-- what a key figure holds, in this order
local KEY_FIGURE_STYLES = {
  label = "Chiffre clé libellé", value = "Chiffre clé", interval = "Chiffre clé détail",
  direction = "Chiffre clé sens", source = "Chiffre clé source",
}
-- words of the strength of a finding; the others are left as they are written
local STRENGTHS = {
  ["badge-forte"] = "preuve forte", ["badge-moderee"] = "preuve modérée",
  ["badge-faible"] = "preuve faible", ["badge-contradictoire"] = "preuves contradictoires",
  ["badge-non-etabli"] = "constat non établi",
}
local BOX_TITLES = { ["box-title"] = "Essentiel titre", ["boxed-title"] = "Encadré titre" }
local CALLOUT_TITLES = {
  note = "Note", tip = "Conseil", warning = "Avertissement", important = "Important",
  caution = "Mise en garde",
}
-- size of a figure on a screen, as a multiple of its size on paper
local SCREEN_SCALE = 1.35
-- characters of table text on one line of the page, and the margin that each column takes
local LINE_CHARACTERS, COLUMN_MARGIN = 100, 3

local function typst(text) return pandoc.RawBlock("typst", text) end
local function html(text) return pandoc.RawBlock("html", text) end
local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { { "custom-style", style } }))
end

local function class_among(element, names)
  for _, class in ipairs(element.classes) do
    if names[class] then return class end
  end
end

local function escape_html(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"):gsub('"', "&quot;"))
end

-- Words -----------------------------------------------------------------------------------------

-- French quotation marks whatever the format does with straight ones
function Quoted(quoted)
  local double = quoted.quotetype == "DoubleQuote"
  local left, right = "«\u{a0}", "\u{a0}»"
  if not double then left, right = "“", "”" end
  local inlines = pandoc.List({ pandoc.Str(left) })
  inlines:extend(quoted.content)
  inlines:insert(pandoc.Str(right))
  return inlines
end

-- The strength is said in words; a sentence that it opens starts on the next line
local function spell_out_badge(span)
  local strength = class_among(span, STRENGTHS)
  if strength then span.content = { pandoc.Str(STRENGTHS[strength]) } end
  return span
end

local function break_after_badge(inlines)
  for index, inline in ipairs(inlines) do
    local previous, following = inlines[index - 1], inlines[index + 1]
    if inline.t == "Span" and inline.classes:includes("badge") and index <= 3 and following
      and (following.t == "Space" or following.t == "SoftBreak") then
      inlines[index + 1] = pandoc.LineBreak()
    elseif inline.t == "Span" and inline.classes:includes("subtitle") and previous and not is_html
      and (previous.t == "Space" or previous.t == "SoftBreak") then
      inlines[index - 1] = pandoc.LineBreak()
    end
  end
  return inlines
end

local function shaped_span(span)
  local class = class_among(span, SPAN_STYLES)
  if not class then return nil end
  if is_docx then
    span.attributes["custom-style"] = SPAN_STYLES[class]
    return span
  elseif is_typst then
    local strength = class == "badge" and class_among(span, STRENGTHS) or ""
    local call = class == "badge" and ('#badge("' .. strength .. '")[') or ("#house-" .. class .. "[")
    local inlines = pandoc.List({ pandoc.RawInline("typst", call) })
    inlines:extend(span.content)
    inlines:insert(pandoc.RawInline("typst", "]"))
    return inlines
  end
end

-- Figures: drawn for paper, they are shown larger on a screen, never wider than it ---------------

local function sized(image)
  if not is_html or image.attributes.width then return nil end
  local found, _, content = pcall(pandoc.mediabag.fetch, image.src)
  local points = found and content and content:match('<svg[^>]-%swidth="([%d.]+)pt"')
  if not points then return nil end
  image.attributes.width = string.format("%.0fpx", tonumber(points) * 96 / 72 * SCREEN_SCALE)
  return image
end

-- Tables ----------------------------------------------------------------------------------------

-- longest text and longest unbreakable word of a cell, in characters
local function extent(blocks)
  local text = pandoc.utils.stringify(blocks)
  local longest = 0
  for word in text:gmatch("[^ \n]+") do longest = math.max(longest, utf8.len(word) or #word) end
  return utf8.len(text) or #text, longest
end

local function each_row(tbl, visit)
  for _, row in ipairs(tbl.head.rows) do visit(row, true) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do visit(row, false) end
  end
  for _, row in ipairs(tbl.foot.rows) do visit(row, false) end
end

-- Shares of the line by column, as a browser lays out a table: each column takes its longest word,
-- what remains goes to those that have more text. Also says whether the words alone fill the line.
local function column_shares(tbl)
  local natural, least = {}, {}
  for index = 1, #tbl.colspecs do natural[index], least[index] = 1, 1 end
  each_row(tbl, function(row, in_head)
    for index, cell in ipairs(row.cells) do
      if natural[index] and cell.col_span == 1 then
        local whole, word = extent(cell.contents)
        local is_figure = not in_head and tbl.colspecs[index][1] == "AlignRight"
        if is_figure and whole < 24 then word = whole end -- figures are never cut
        natural[index] = math.max(natural[index], whole)
        least[index] = math.max(least[index], word)
      end
    end
  end)
  local naturals, leasts = 0, 0
  for index = 1, #natural do
    natural[index] = math.min(natural[index], 240) + COLUMN_MARGIN
    least[index] = least[index] + COLUMN_MARGIN
    natural[index] = math.max(natural[index], least[index])
    naturals, leasts = naturals + natural[index], leasts + least[index]
  end
  local shares, room = {}, LINE_CHARACTERS - leasts
  for index = 1, #natural do
    if naturals <= LINE_CHARACTERS then
      shares[index] = natural[index] / naturals
    elseif room > 0 then
      local share = (natural[index] - least[index]) / (naturals - leasts)
      shares[index] = (least[index] + room * share) / LINE_CHARACTERS
    else
      shares[index] = least[index] / leasts
    end
  end
  return shares, leasts / LINE_CHARACTERS
end

local function is_bold(cell)
  local first = cell.contents[1]
  return first and first.content and #first.content == 1 and first.content[1].t == "Strong"
end

local function mark_total(tbl)
  local body = tbl.bodies[#tbl.bodies]
  local row = body and body.body[#body.body]
  if not row or #body.body < 2 then return end
  for _, cell in ipairs(row.cells) do
    if not is_bold(cell) then return end
  end
  row.attr.classes:insert("total")
  if is_typst then
    for _, cell in ipairs(row.cells) do
      cell.attributes["typst:stroke"] = "(top: 0.7pt + rule-strong)"
    end
  end
end

-- what is wider than a phone scrolls in its own frame, which the keyboard reaches
local function scrolling(tbl)
  local attributes = { { "role", "group" }, { "tabindex", "0" }, { "aria-label", "Tableau" } }
  return pandoc.Div({ tbl }, pandoc.Attr("", { "table-scroll" }, attributes))
end

function Table(tbl)
  if tbl.classes:includes("layout") then return nil end
  mark_total(tbl)
  local shares, crowding = column_shares(tbl)
  for index, colspec in ipairs(tbl.colspecs) do
    tbl.colspecs[index] = { colspec[1], not is_html and shares[index] or nil }
  end
  if is_typst then
    tbl.classes:insert("typst:no-figure")
    -- a crowded table is set smaller rather than cut
    if crowding > 1 then
      local points = string.format("%.1fpt", math.max(6.5, 8.5 / crowding))
      tbl.attributes["typst:text:size"] = points
    end
  end
  if is_html then return scrolling(tbl) end
  return tbl
end

-- Blocks ----------------------------------------------------------------------------------------

local function titled(div, title, name)
  local first = div.content[1]
  if first and first.t == "Header" then return end
  local paragraph = pandoc.Para({ pandoc.Strong(title) })
  if is_html then
    paragraph = pandoc.Div({ pandoc.Para(title) }, pandoc.Attr("", { name }))
  elseif is_docx then
    paragraph = styled({ pandoc.Para(title) }, BOX_TITLES[name])
  elseif is_typst then
    paragraph = pandoc.Plain({ pandoc.RawInline("typst", "#" .. name .. "["),
      pandoc.Span(title), pandoc.RawInline("typst", "]") })
  end
  div.content:insert(1, paragraph)
end

local function figure_data(div)
  if not is_html then return {} end
  local summary = div.attributes.summary or "Données de la figure"
  local blocks = pandoc.List({
    html('<details class="figure-data-box"><summary>' .. escape_html(summary) .. "</summary>"),
  })
  blocks:extend(div.content)
  blocks:insert(html("</details>"))
  return blocks
end

-- label, value, interval, direction and source of one key figure, as styled paragraphs
local function key_figure_parts(figure)
  local parts = pandoc.List()
  for _, block in ipairs(figure.content) do
    local only = block.content and block.content[1]
    local class = only and only.t == "Span" and class_among(only, KEY_FIGURE_STYLES)
    if class and is_docx then
      parts:insert(styled({ pandoc.Para(only.content) }, KEY_FIGURE_STYLES[class]))
    elseif class then
      parts:insert(pandoc.Plain({ pandoc.RawInline("typst", "#key-" .. class .. "["),
        pandoc.Span(only.content), pandoc.RawInline("typst", "]") }))
    else
      parts:insert(block)
    end
  end
  return parts
end

local function columns_for(count)
  return (count == 1 or count == 2 or count == 4) and math.min(count, 2) or 3
end

-- a grid of key figures: a table without lines in Word, a grid in Typst
local function key_figures(div)
  local figures = pandoc.List()
  for _, block in ipairs(div.content) do
    if block.t == "Div" and block.classes:includes("key-figure") then
      figures:insert(key_figure_parts(block))
    end
  end
  local columns = columns_for(#figures)
  if is_typst then
    local blocks = pandoc.List({ typst("#key-figures(" .. columns .. ",") })
    for _, figure in ipairs(figures) do
      blocks:insert(typst("["))
      blocks:extend(figure)
      blocks:insert(typst("],"))
    end
    blocks:insert(typst(")"))
    return blocks
  end
  local rows, cells = pandoc.List(), pandoc.List()
  for index = 1, math.ceil(#figures / columns) * columns do
    cells:insert(pandoc.Cell(figures[index] or { styled({ pandoc.Para({}) }, "Chiffre clé source") }))
    if #cells == columns then
      rows:insert(pandoc.Row(cells))
      cells = pandoc.List()
    end
  end
  local widths = pandoc.List()
  for _ = 1, columns do widths:insert({ "AlignLeft", 1 / columns }) end
  local attr = pandoc.Attr("", { "layout" }, { { "custom-style", "GrilleChiffresCles" } })
  local body = { attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = 0 }
  return pandoc.Table({ long = {} }, widths, pandoc.TableHead(), { body }, pandoc.TableFoot(), attr)
end

local function callout(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind and CALLOUT_TITLES[kind] then
      local title = div.attributes.title or CALLOUT_TITLES[kind]
      div.attributes.title, div.attributes.collapse, div.attributes.icon = nil, nil, nil
      -- the form is ours: without Quarto's class, Quarto leaves the block alone
      div.classes = pandoc.List({ "boxed", "is-" .. kind })
      titled(div, pandoc.Inlines(title), "boxed-title")
      return div
    end
  end
end

-- a frame that holds lists as well as paragraphs: in Word, a table of one cell
local function framed(div)
  local row = pandoc.Row({ pandoc.Cell({ div }) })
  local attr = pandoc.Attr("", { "layout" }, { { "custom-style", "CadreEssentiel" } })
  local body = { attr = pandoc.Attr(), body = { row }, head = {}, row_head_columns = 0 }
  return pandoc.Table({ long = {} }, { { "AlignLeft", 1 } }, pandoc.TableHead(), { body },
    pandoc.TableFoot(), attr)
end

local function shaped_block(div, class)
  if class == "essential" then titled(div, { pandoc.Str("L’essentiel") }, "box-title") end
  if is_html then
    if class == "boxed" then div.attributes.role = "note" end
    return div
  elseif is_docx then
    div.attributes["custom-style"] = BLOCK_STYLES[class]
    return class == "essential" and framed(div) or div
  elseif is_typst then
    local content = pandoc.List({ typst("#house-" .. class .. "[") })
    content:extend(div.content)
    content:insert(typst("]"))
    return pandoc.Div(content, pandoc.Attr(div.identifier))
  end
end

-- figure with its notes: what holds on a page is kept together there
local function with_notes(blocks)
  local kept, index = pandoc.List(), 1
  local function is_notes(block)
    return block and block.t == "Div" and block.classes:includes("notes")
  end
  while index <= #blocks do
    local block = blocks[index]
    local float = block.t == "Div" and block.identifier:match("^%a+%-")
    if (float == "fig-" or float == "tbl-") and is_notes(blocks[index + 1]) then
      kept:insert(typst("#with-notes["))
      repeat
        kept:insert(blocks[index])
        index = index + 1
      until not is_notes(blocks[index])
      kept:insert(typst("]"))
    else
      kept:insert(block)
      index = index + 1
    end
  end
  return kept
end

function Div(div)
  if div.classes:includes("figure-data") then return figure_data(div) end
  if div.classes:includes("key-figures") and not is_html then return key_figures(div) end
  local called = callout(div)
  local class = class_among(div, BLOCK_STYLES)
  if class then return shaped_block(called or div, class) end
  return called
end

-- Title page of Word: its title block has more lines than Pandoc's own --------------------------

local function word_title_page(meta)
  local report = meta.report
  local blocks = pandoc.List()
  local function line(value, style)
    if value then blocks:insert(styled({ pandoc.Para(value) }, style)) end
  end
  local function entry(label, value)
    if not value then return end
    local inlines = pandoc.List({ pandoc.Strong({ pandoc.Str(label .. "\u{a0}:") }), pandoc.Space() })
    inlines:extend(value)
    line(inlines, "Page de titre")
  end
  line(report.mission, "Mission")
  line(meta.title, "Title")
  line(report.subtitle, "Subtitle")
  entry("Territoire", report.territory)
  entry("Période", report.period)
  entry("Date du rapport", report.date)
  entry("Statut", report.status)
  entry("Commanditaire", report.commissioner)
  local written_by = pandoc.List()
  for index, author in ipairs(report.authors or {}) do
    if index > 1 then written_by:insert(pandoc.Str("\u{a0}; ")) end
    written_by:extend(author.name)
    if author.role then
      written_by:insert(pandoc.Str(", "))
      written_by:extend(author.role)
    end
  end
  entry("Rédaction", #written_by > 0 and written_by)
  entry("Contact", report.contact)
  entry("Version", report.version)
  line(report.banner, "Bandeau")
  return blocks
end

function Pandoc(doc)
  if is_docx and doc.meta.report then
    local blocks = word_title_page(doc.meta)
    blocks:insert(pandoc.Div({}, pandoc.Attr("sommaire-du-rapport")))
    blocks:extend(doc.blocks)
    doc.blocks = blocks
    doc.meta.title, doc.meta.pagetitle, doc.meta.report = nil, nil, nil
  end
  return doc
end

-- Order matters: words and tables before the blocks that hold them
return {
  { Quoted = Quoted, Span = spell_out_badge, Image = sized },
  { Inlines = break_after_badge },
  { Table = Table },
  { Blocks = function(blocks) return is_typst and with_notes(blocks) or nil end },
  { traverse = "topdown", Div = function(div)
      -- key figures read the classes of their spans before these are shaped
      if div.classes:includes("key-figures") and not is_html then return Div(div), false end
    end },
  { Span = shaped_span },
  { Div = function(div) if not div.classes:includes("key-figures") or is_html then return Div(div) end end },
  { Pandoc = Pandoc },
}
