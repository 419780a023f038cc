package oddboard.scoring.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import oddboard.account.User;
import oddboard.dataset.DatasetRoutes;
import oddboard.scoring.Neighbors;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import org.springframework.stereotype.Component;

/** Pictures of a review: the image beside its map, the training images nearest to it, and the list as a strip. */
@Component
class ReviewPictures {
    private static final int NEAREST = 6;
    private final Neighbors neighbors;

    ReviewPictures(Neighbors neighbors) {
        this.neighbors = neighbors;
    }

    static Div large(Scoring scoring, ScoredImage image) {
        Div pictures = new Div(picture(ScoringRoutes.imagePng(scoring, image.index()), image.file()));
        pictures.addClassName("odd-verdict__pictures");
        if (image.hasMap()) {
            pictures.add(picture(ScoringRoutes.mapPng(scoring, image.index()), "Anomaly map of " + image.file()));
        }
        return pictures;
    }

    private static Image picture(String address, String words) {
        return new Image(address.substring(1), words);
    }

    Panel nearest(Scoring scoring, ScoredImage image, User viewer) {
        Panel panel = new Panel("Nearest training images");
        Neighbors.Found found;
        try {
            found = neighbors.nearest(scoring, image.index(), NEAREST, viewer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Div pictures = new Div();
        pictures.addClassName("odd-verdict__nearest");
        for (Neighbors.Neighbor one : found.nearest()) {
            Image picture = picture(DatasetRoutes.squarePng(found.version(), one.index()), one.file());
            picture.setTitle(
                    one.file() + ", distance " + String.format(Locale.ROOT, "%.1f", one.distance()) + " of 255");
            pictures.add(picture);
        }
        Span note = new Span("By the brightness and color of 16 × 16 fields, not by the detector"
                + (found.step() == 1 ? "." : "; one of " + found.step() + " training images is compared."));
        note.addClassName("odd-note");
        panel.add(pictures, note);
        return panel;
    }

    /**
     * @param first place of the first image in the list
     * @param at place of the one that is shown large
     */
    static Nav strip(Scoring scoring, List<ScoredImage> images, int first, int at, IntFunction<String> address) {
        Nav strip = new Nav();
        strip.setAriaLabel("Images of the list");
        strip.addClassName("odd-verdict__strip");
        for (int i = 0; i < images.size(); i++) {
            ScoredImage image = images.get(i);
            Anchor link = new Anchor(
                    address.apply(first + i),
                    picture(ScoringRoutes.imagePng(scoring, image.index()), image.file()),
                    new Span(words(image)));
            if (first + i == at) {
                link.getElement().setAttribute("aria-current", "true");
            }
            strip.add(link);
        }
        return strip;
    }

    private static String words(ScoredImage image) {
        ScoredImage.Verdict verdict = image.verdict();
        Double score = image.score();
        if (verdict != null) {
            return VerdictWords.of(verdict.kind());
        }
        return score == null ? "" : Format.number(score);
    }
}
