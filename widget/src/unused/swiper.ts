// Stands in for the carousel of the chat library, which this assistant never shows.
const Nothing = (): null => null;
export const Swiper = Nothing;
export const SwiperSlide = Nothing;
export const A11y = Nothing;
export const Navigation = Nothing;
export const Pagination = Nothing;
export const Scrollbar = Nothing;
export const Keyboard = Nothing;
