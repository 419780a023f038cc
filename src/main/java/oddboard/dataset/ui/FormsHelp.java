package oddboard.dataset.ui;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import oddboard.ui.Panel;

/** The two forms in which a data set may come, each as a picture of its files. */
final class FormsHelp extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String ARRAYS = """
            trainingset.npy   (N, 64, 64, 3)  uint8
            testingset.npy    (M, 64, 64, 3)  uint8
            labels.csv        ID,label
                              0,0
                              1,1     ← odd""";
    private static final String FOLDERS = """
            caps.zip
            ├─ train/good/000.png …
            └─ test/
               ├─ good/000.png …
               ├─ scratch/000.png …
               └─ dent/000.png …""";

    FormsHelp() {
        super("Two forms");
        addClassName("forms-help");
        add(new H3("Arrays of NumPy"), picture(ARRAYS),
                new Paragraph("Training images are all normal. labels.csv has one line a test image: 1 marks an "
                        + "odd one, 0 a normal one; a third column may name the type. All three files may come in one ZIP."),
                new H3("Folders in a ZIP"), picture(FOLDERS),
                new Paragraph("PNG, JPEG, BMP, TIFF or WebP. Every folder under test, but good, is a type of "
                        + "anomaly. Masks in ground_truth are left out."));
    }

    private static Pre picture(String text) {
        var picture = new Pre(text);
        picture.addClassName("forms-picture");
        return picture;
    }
}
