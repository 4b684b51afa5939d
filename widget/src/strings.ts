// The chat library's own texts, in our words.
import type { Texts } from "./texts";

export function strings(texts: Texts): Record<string, string> {
  return {
    input_ariaLabel: texts.question_label,
    input_placeholder: texts.placeholder,
    input_buttonLabel: texts.send,
    window_title: texts.name,
    window_ariaChatRegion: texts.region,
    window_ariaChatRegionNamespace: texts.region,
    launcher_isOpen: texts.close,
    launcher_closeButton: texts.close,
    header_overflowMenu_options: texts.options,
    messages_assistantIsLoading: texts.typing,
    message_labelAssistant: texts.assistant,
    message_labelYou: texts.you,
    errors_singleMessage: texts.failed,
    errors_communicating: texts.failed,
  };
}
