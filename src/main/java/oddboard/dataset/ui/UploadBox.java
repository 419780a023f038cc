package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputException;
import oddboard.ui.Format;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;

/** Where files are dropped: each streams to the store as it arrives, several at once, of any length. */
final class UploadBox extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Datasets datasets;
    private final transient Dataset dataset;
    private final transient User viewer;
    private final transient Consumer<oddboard.dataset.Upload> received;
    private final transient Runnable busyChanged;
    private final transient Speedometer speedometer = new Speedometer();
    private final Upload upload;
    private final Span speed = new Span();
    private final Div refused = new Div();
    private int underWay;

    /**
     * @param received gets each whole file, with the page's lock held
     * @param busyChanged called where {@link #isBusy} may have changed
     */
    UploadBox(Datasets datasets, Dataset dataset, User viewer, Consumer<oddboard.dataset.Upload> received,
            Runnable busyChanged) {
        this.datasets = datasets;
        this.dataset = dataset;
        this.viewer = viewer;
        this.received = received;
        this.busyChanged = busyChanged;
        addClassName("upload-box");
        upload = new Upload(this::receive);
        upload.setUploadButton(new Button("Choose files"));
        upload.setDropLabel(new Span("or drop trainingset.npy, testingset.npy and labels.csv here, or one archive"));
        upload.setI18n(words());
        speed.addClassName("odd-note");
        refused.getElement().setAttribute("role", "alert");
        add(upload, speed, refused);
    }

    /** Whether files are still on their way. */
    boolean isBusy() {
        return underWay > 0;
    }

    /** Off the page's thread and without its lock. */
    private void receive(UploadEvent event) throws IOException {
        var ui = event.getUI();
        var name = event.getFileName();
        ui.access(() -> begin(name));
        try (var bytes = speedometer.measure(event.getInputStream(), perSecond -> ui.access(() -> show(perSecond)))) {
            var stored = datasets.upload(dataset.id(), name, bytes, viewer);
            ui.access(() -> {
                received.accept(stored);
                forget(name);
            });
        } catch (InputException e) {
            refuse(event, ui, name, e.getMessage());
        } catch (AccessDeniedException | NoSuchElementException e) {
            refuse(event, ui, name, "You may not add files to this data set.");
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(UploadBox.class).warn("Upload of {} failed", name, e);
            refuse(event, ui, name, "It could not be stored; try again, or ask an administrator to look at the log.");
        } finally {
            ui.access(this::end);
        }
    }

    private void refuse(UploadEvent event, UI ui, String name, String sentence) {
        event.reject(sentence);
        ui.access(() -> {
            forget(name);
            refused.add(refusal(name, sentence.contains(name) ? sentence : name + ": " + sentence));
        });
    }

    private Div refusal(String name, String sentence) {
        var line = new Div(new Span(sentence));
        var dismiss = new Button("Dismiss", e -> refused.remove(line));
        dismiss.addThemeVariants(ButtonVariant.TERTIARY);
        dismiss.setAriaLabel("Dismiss the fault of " + name);
        line.add(dismiss);
        line.addClassNames("odd-error", "upload-refusal");
        line.getElement().setProperty("file", name);
        return line;
    }

    private void show(double bytesPerSecond) {
        speed.setText(Format.bytes(Math.round(bytesPerSecond)) + "/s");
    }

    private void begin(String name) {
        underWay++;
        busyChanged.run();
        refused.getChildren().filter(line -> name.equals(line.getElement().getProperty("file"))).toList()
                .forEach(line -> line.getElement().removeFromParent());
    }

    private void end() {
        underWay--;
        if (underWay == 0) {
            speed.setText("");
        }
        busyChanged.run();
    }

    /** Takes an ended file from the component's own list; the page shows it with its part, or with its fault. */
    private void forget(String name) {
        upload.getElement().executeJs(
                "setTimeout(() => { this.files = this.files.filter(f => f.name !== $0 || f.uploading) }, 300)", name);
    }

    private static UploadI18N words() {
        var words = new UploadI18N();
        words.setUploading(new UploadI18N.Uploading()
                .setStatus(new UploadI18N.Uploading.Status().setConnecting("Connecting …").setStalled("Stalled")
                        .setProcessing("Storing …").setHeld("Waiting"))
                .setRemainingTime(new UploadI18N.Uploading.RemainingTime().setPrefix("left: ")
                        .setUnknown("time left unknown"))
                .setError(new UploadI18N.Uploading.Error()
                        .setServerUnavailable("The connection broke off. Try again.")
                        .setUnexpectedServerError("The file did not arrive whole. Try again.")
                        .setForbidden("Not taken.")));
        words.setUnits(new UploadI18N.Units().setSize(List.of("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")));
        return words;
    }
}
