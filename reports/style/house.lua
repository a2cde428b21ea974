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
  local attr = pandoc.Attr("", {}, { { "custom-style", "GrilleChiffresCles" } })
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

-- a frame that holds lists as well as paragraphs: in Word, a table of one column, a row for each
-- block, so that a page can end between two of them
local function framed(div)
  local rows = pandoc.List()
  for index, block in ipairs(div.content) do
    local identifier = index == 1 and div.identifier or ""
    local styled_block = pandoc.Div({ block }, pandoc.Attr(identifier, {}, div.attributes))
    rows:insert(pandoc.Row({ pandoc.Cell({ styled_block }) }))
  end
  local attr = pandoc.Attr("", {}, { { "custom-style", "CadreEssentiel" } })
  local body = { attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = 0 }
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

-- one paragraph between a heading and a block, such as the question that the block answers, stays
-- on the page of the block
local function with_introductions(blocks)
  local kept = pandoc.List()
  for index, block in ipairs(blocks) do
    local previous, following = blocks[index - 1], blocks[index + 1]
    local introduces = block.t == "Para" and previous and previous.t == "Header"
      and following and (following.t == "Div" or following.t == "RawBlock")
    if introduces then kept:insert(typst("#house-introduction[")) end
    kept:insert(block)
    if introduces then kept:insert(typst("]")) end
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

-- Headings under one that has no number have none either -----------------------------------------

local function inherit_unnumbered(doc)
  local above -- level of the unnumbered heading that holds what follows
  return doc:walk({ traverse = "topdown", Header = function(header)
    if above and header.level > above then
      if not header.classes:includes("unnumbered") then header.classes:insert("unnumbered") end
      return header
    end
    above = header.classes:includes("unnumbered") and header.level or nil
  end })
end

-- Order matters: words before the blocks that hold them
return {
  { Quoted = Quoted, Span = spell_out_badge },
  { Inlines = break_after_badge },
  { Blocks = function(blocks) return is_typst and with_introductions(with_notes(blocks)) or nil end },
  { traverse = "topdown", Div = function(div)
      -- key figures read the classes of their spans before these are shaped
      if div.classes:includes("key-figures") and not is_html then return Div(div), false end
    end },
  { Span = shaped_span },
  { Div = function(div) if not div.classes:includes("key-figures") or is_html then return Div(div) end end },
  { Pandoc = inherit_unnumbered },
}
