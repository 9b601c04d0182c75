// On file:// the next script replaces window.Worker by one that cannot run Python: keep the browser's own.
var NativeWorker = window.Worker;
