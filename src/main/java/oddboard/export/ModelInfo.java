package oddboard.export;

import java.util.LinkedHashMap;
import java.util.Map;

/** A model's metadata by the keys of OpenVINO's Model API, wrapper AnomalyDetection. */
final class ModelInfo {
    /** Model API looks for its keys behind this word in an ONNX file's metadata. */
    private static final String PREFIX = "model_info ";

    private ModelInfo() {}

    static Map<String, Object> of(Source source) {
        Map<String, Object> info = new LinkedHashMap<>();
        ExportedThreshold threshold = source.threshold();
        info.put("model_type", "AnomalyDetection");
        info.put("task", threshold == null || threshold.pixel() == null ? "classification" : "segmentation");
        info.put("layout", "image:NHWC");
        info.put("image_shape", source.shape().size() + " " + source.shape().size());
        boolean padded = source.tiling() == null && source.preparation().crop().equals("FIT");
        info.put("resize_type", padded ? "fit_to_window_letterbox" : "standard");
        info.put("pad_value", 0);
        // Model API reads images as BGR.
        info.put("reverse_input_channels", source.shape().channels() == 3);
        info.put("embedded_processing", true);
        if (threshold != null) {
            info.put("image_threshold", threshold.value());
            info.put("normalization_scale", threshold.scale());
            Double pixel = threshold.pixel();
            if (pixel != null) {
                info.put("pixel_threshold", pixel);
            }
        }
        return info;
    }

    /** The same for an ONNX file, with what says where the file came from. */
    static Map<String, String> properties(Source source) {
        Map<String, String> properties = new LinkedHashMap<>();
        of(source).forEach((key, value) -> properties.put(PREFIX + key, text(value)));
        properties.put("oddboard_model", source.name() + "/" + source.version());
        properties.put("oddboard_detector", source.detector());
        properties.put("oddboard_sha256", source.sha256());
        return properties;
    }

    // As Python writes it.
    private static String text(Object value) {
        return value instanceof Boolean flag ? flag ? "True" : "False" : String.valueOf(value);
    }
}
