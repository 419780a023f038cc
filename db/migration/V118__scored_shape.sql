-- Size of a scored image, of which its picture and map are squares: pages show both in this shape. Null where older workers scored
-- it: then they show the squares.
alter table scoring_image add column width int, add column height int;
