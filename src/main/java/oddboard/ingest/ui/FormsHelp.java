package oddboard.ingest.ui;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import oddboard.ui.Panel;

/** The forms in which a data set may come, each as a drawing of its files. */
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
    private static final String LIST = """
            file,split,label,mask
            a/000.png,train,normal,
            a/001.png,test,normal,
            b/000.png,test,dent,m/000.png""";

    FormsHelp() {
        super("Three forms");
        addClassName("odd-forms-help");
        add(
                new H3("Arrays of NumPy"),
                drawing(ARRAYS),
                new Paragraph(
                        "Training images are all normal. labels.csv has a line for each labeled test image: 1 marks an "
                                + "odd one, 0 a normal one; a third column may name the type. Test images that it leaves out, or all "
                                + "where there is no such file, are unlabeled. All may come in one archive, or as x_train, x_test and "
                                + "y_test in one .npz."),
                new H3("Folders in an archive"),
                drawing(FOLDERS),
                new Paragraph("ZIP, TAR or TAR.GZ of PNG, JPEG, BMP, TIFF or WebP; several are taken together, each as "
                        + "a folder of its name where none in it is called train or test. Every folder under test, but good, "
                        + "is a type of anomaly; ground_truth/scratch/000_mask.png marks its pixels. Images in test "
                        + "itself or in test/unlabeled are unlabeled. Of one folder of images, or of train alone, all normal, a "
                        + "share is held out as test images."),
                new H3("Files with a list"),
                drawing(LIST),
                new Paragraph(
                        "Folders of any names, with a CSV or TSV file that says what each image is; or with JSON lines, "
                                + "COCO, Datumaro or Real-IAD. Without a split a share of the normal images is held out."));
    }

    private static Pre drawing(String text) {
        var drawing = new Pre(text);
        drawing.addClassName("odd-forms-help__drawing");
        return drawing;
    }
}
