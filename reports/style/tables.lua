--[[
Tables and images of the reports, for every renderer: widths of the columns, total row, and the size
of a figure on a screen. Comes before house.lua, which makes tables of its own for Word.
]]

local is_html = FORMAT:match("html") ~= nil
local is_typst = FORMAT:match("typst") ~= nil

-- size of a figure on a screen, as a multiple of its size on paper
local SCREEN_SCALE = 1.35
-- characters of table text on one line of the page, and the margin that each column takes
local LINE_CHARACTERS, COLUMN_MARGIN = 100, 3

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

return { { Image = sized, Table = Table } }
