--[[
Title page of the reports in Word, for every renderer: it has more lines than Pandoc's own title
block. The contents take the place that is marked here when the file is finished.
]]

local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { { "custom-style", style } }))
end

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
  if FORMAT:match("docx") and doc.meta.report then
    local blocks = word_title_page(doc.meta)
    blocks:insert(pandoc.Div({}, pandoc.Attr("sommaire-du-rapport")))
    blocks:extend(doc.blocks)
    doc.blocks = blocks
    doc.meta.title, doc.meta.pagetitle, doc.meta.report = nil, nil, nil
  end
  return doc
end
