package oddboard.export;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which forms of the network a bundle holds. The names are stored, and are those of the API in lower case. */
public enum BundleFormat {
    ONNX("ONNX", EnumSet.of(ExportFormat.ONNX)),
    TORCHSCRIPT("TorchScript", EnumSet.of(ExportFormat.TORCHSCRIPT)),
    BOTH("ONNX and TorchScript", EnumSet.allOf(ExportFormat.class));

    private final String title;
    private final Set<ExportFormat> formats;

    BundleFormat(String title, Set<ExportFormat> formats) {
        this.title = title;
        this.formats = formats;
    }

    public String title() {
        return title;
    }

    Set<ExportFormat> formats() {
        return formats;
    }

    /** As the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
