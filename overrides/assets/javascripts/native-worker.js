// The next scripts replace window.Worker by one for the theme's search: keep the browser's own for Python.
var NativeWorker = window.Worker;
