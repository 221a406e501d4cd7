// Before and after, one above the other: a slider moves the line between them, so that mouse, touch and keys all do.

function comparing() {
  for (const slider of document.querySelectorAll(".compare input")) {
    slider.addEventListener("input", () => slider.parentElement.style.setProperty("--cut", `${slider.value}%`));
  }
}
