-- Alternative text of the figures in Word: Quarto does not hand it to Pandoc's writer, which reads it
-- from the caption of the image. Used by Quarto only, when everything else is done.
function Image(image)
  local alternative = image.attributes["fig-alt"]
  if not FORMAT:match("docx") or not alternative or #image.caption > 0 then return nil end
  image.caption = { pandoc.Str(alternative) }
  return image
end
