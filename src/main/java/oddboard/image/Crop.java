package oddboard.image;

/** How an image becomes square: SQUARE cuts the middle out, CENTRE a part of that; FIT pads with black; KEEP stretches. */
public enum Crop {
    KEEP,
    SQUARE,
    FIT,
    CENTRE
}
