"""Every address of the site."""

from __future__ import annotations

from django.urls import path

from firstlight_web.pages import enter, errors, indications, pictures, shelves, views

urlpatterns = [
    path("", views.choose, name="choose"),
    path("assessment/", views.assessment, name="assessment"),
    path("assessment/<str:name>", views.download, name="download"),
    path("map/", views.list_maps, name="maps"),
    path("map/<slug:measure>/", views.measure_map, name="map"),
    path("two-pictures/", pictures.two_pictures, name="two_pictures"),
    path("indications/", indications.indications, name="indications"),
    path("report-and-refer/", indications.refer, name="refer"),
    path("compare/", views.compare, name="compare"),
    path("process/", views.process, name="process"),
    path("enter/", enter.choose_total, name="enter"),
    path("enter/total/<slug:what>/", enter.enter_total, name="enter_total"),
    path("enter/answer/<slug:what>/", enter.enter_answer, name="enter_answer"),
    path("entered/", enter.list_entered, name="entered"),
    path("entered/take-back/", enter.take_back, name="take_back"),
    path("entered/forget/", enter.forget, name="forget"),
    path("entered/approve/", enter.approve, name="approve"),
    path("entered/entered-totals.csv", enter.download, name="entered_file"),
    path("sources/", shelves.sources, name="sources"),
    path("resources/", shelves.resources, name="resources"),
    path("indicator/<slug:measure>/", views.indicator, name="indicator"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault_of_ours
