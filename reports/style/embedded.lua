--[[
What Quarto does with the same Markdown and Pandoc alone does not: conditional content, numbers of
figures, tables and sections, and references to them (« Figure 1 », « Tableau 2 », « Section 3.1 »).
Used by the embedded renderer only, after house.lua.
]]

local is_html = FORMAT:match("html") ~= nil
local is_typst = FORMAT:match("typst") ~= nil

local NAMES = { fig = "Figure", tbl = "Tableau", sec = "Section" }
local DELIMITER = "\u{a0}: "

local numbers = {} -- identifier → number as text

local function kind_of(identifier)
  return identifier:match("^(%a+)%-")
end

local function is_float(div)
  local kind = kind_of(div.identifier)
  return kind == "fig" or kind == "tbl"
end

-- Conditional content ---------------------------------------------------------------------------

local function is_this_format(name)
  return FORMAT:match(name) ~= nil or (name == "html" and is_html)
end

local function conditional(div)
  local visible = div.classes:includes("content-visible")
  if not visible and not div.classes:includes("content-hidden") then return nil end
  local shown = true
  if div.attributes["when-format"] then shown = is_this_format(div.attributes["when-format"]) end
  if div.attributes["unless-format"] then
    shown = shown and not is_this_format(div.attributes["unless-format"])
  end
  if shown == visible then return div.content end
  return {}
end

-- Numbers ---------------------------------------------------------------------------------------

local function number_headings(doc)
  local counters = {}
  doc:walk({ traverse = "topdown", Header = function(header)
    if header.classes:includes("unnumbered") then return nil end
    counters[header.level] = (counters[header.level] or 0) + 1
    for level = header.level + 1, 6 do counters[level] = 0 end
    local parts = {}
    for level = 1, header.level do parts[level] = tostring(counters[level] or 0) end
    numbers[header.identifier] = table.concat(parts, ".")
  end })
end

local function number_floats(doc)
  local counters = { fig = 0, tbl = 0 }
  doc:walk({ traverse = "topdown", Div = function(div)
    if is_float(div) then
      local kind = kind_of(div.identifier)
      counters[kind] = counters[kind] + 1
      numbers[div.identifier] = tostring(counters[kind])
    end
  end })
end

-- Figures and tables ----------------------------------------------------------------------------

local function label(identifier)
  return NAMES[kind_of(identifier)] .. "\u{a0}" .. numbers[identifier]
end

local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function described(image)
  local alternative = image.attributes["fig-alt"]
  if not alternative then return nil end
  -- Pandoc's Typst writer leaves the alternative text out
  if is_typst then
    local call = "#image(%s, alt: %s)"
    return pandoc.RawInline("typst", call:format(typst_string(image.src), typst_string(alternative)))
  end
  image.caption = { pandoc.Str(alternative) }
  image.attributes["fig-alt"] = nil
  return image
end

-- the last paragraph is the caption, what precedes it the content
local function float_parts(div)
  local content = div.content:walk({ Image = described })
  local caption = content[#content]
  if #content < 2 or (caption.t ~= "Para" and caption.t ~= "Plain") then
    error("« " .. div.identifier .. " » : légende absente")
  end
  content:remove(#content)
  return content, caption.content
end

local function html_float(div, content, caption)
  local blocks = pandoc.List({ pandoc.RawBlock("html", "<figure>\n<figcaption>"),
    pandoc.Plain(caption), pandoc.RawBlock("html", "</figcaption>") })
  blocks:extend(content:walk({ Para = function(para) return pandoc.Plain(para.content) end }))
  blocks:insert(pandoc.RawBlock("html", "</figure>"))
  return pandoc.Div(blocks, pandoc.Attr(div.identifier, { "float" }))
end

local function word_float(div, content, caption)
  local style = { { "custom-style", "caption" } }
  local blocks = pandoc.List({ pandoc.Div({ pandoc.Para(caption) }, pandoc.Attr("", {}, style)) })
  for _, block in ipairs(content) do
    if block.t == "Para" then
      block = pandoc.Div({ block }, pandoc.Attr("", {}, { { "custom-style", "Figure" } }))
    end
    blocks:insert(block)
  end
  return pandoc.Div(blocks, pandoc.Attr(div.identifier))
end

-- Typst numbers its figures itself, by kind; report.typ writes the label
local function typst_float(div, content, caption)
  local kind = kind_of(div.identifier)
  local function raw(text) return pandoc.RawInline("typst", text) end
  local blocks = pandoc.List({ pandoc.RawBlock("typst", "#figure([") })
  blocks:extend(content)
  local closing = pandoc.List({ raw("], caption: figure.caption(position: top, [") })
  closing:extend(caption)
  closing:insert(raw(string.format(']), kind: "float-%s", supplement: [%s]) <%s>',
    kind, NAMES[kind], div.identifier)))
  blocks:insert(pandoc.Plain(closing))
  blocks:insert(pandoc.RawBlock("typst", ""))
  return blocks
end

local function float(div)
  if not is_float(div) then return nil end
  local content, caption = float_parts(div)
  if is_typst then return typst_float(div, content, caption) end
  caption:insert(1, pandoc.Str(label(div.identifier) .. DELIMITER))
  if is_html then return html_float(div, content, caption) end
  return word_float(div, content, caption)
end

-- References ------------------------------------------------------------------------------------

local function reference(identifier, mode)
  local number = numbers[identifier]
  if not number then error("référence inconnue : @" .. identifier) end
  local text = mode == "SuppressAuthor" and number or label(identifier)
  return pandoc.Link({ pandoc.Str(text) }, "#" .. identifier)
end

local function cite(element)
  local inlines = pandoc.List()
  for index, citation in ipairs(element.citations) do
    if not NAMES[kind_of(citation.id) or ""] then
      error("référence inconnue : @" .. citation.id)
    end
    if index > 1 then inlines:extend({ pandoc.Str(","), pandoc.Space() }) end
    inlines:insert(reference(citation.id, citation.mode))
  end
  return inlines
end

function Pandoc(doc)
  doc = doc:walk({ Div = conditional })
  number_headings(doc)
  number_floats(doc)
  return doc:walk({ Cite = cite }):walk({ Div = float })
end
